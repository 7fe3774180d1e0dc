package io.serai.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.intake.JsonBody;
import io.serai.notice.Notices;
import io.serai.payment.TerminalGate;
import io.serai.security.Payloads;
import io.serai.security.TenantSettings;
import io.serai.testkit.Ports;
import io.serai.testkit.TestGate;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.AvailabilityState;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;

/** The shipped REST entry on a free port, in front of a {@link RouteSetDouble}. */
final class RestEntry implements AutoCloseable {

  static final String API_KEY = "sk_test_acme";

  final RouteSetDouble routeSet = new RouteSetDouble();
  final AtomicReference<ReadinessState> readiness =
      new AtomicReference<>(ReadinessState.ACCEPTING_TRAFFIC);
  final int port = Ports.free();
  final List<String> notices = new CopyOnWriteArrayList<>();
  volatile TerminalGate gate = TestGate.OPEN;
  private final DefaultCamelContext context = new DefaultCamelContext();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  RestEntry() throws Exception {
    this(
        new TenantSettings(
            Map.of("open", new TenantSettings.Tenant(TenantSettings.Registry.OFF, null, false))));
  }

  RestEntry(TenantSettings settings) throws Exception {
    Payloads payloads = new Payloads(settings);
    Contract contract = new Contract();
    context.addComponent("entry", routeSet);
    bind("restHeaders", new RestHeaders());
    bind("restChannels", new RestChannels(new Contract()));
    bind(
        "restRequest",
        new RestRequest(
            contract,
            key ->
                CompletableFuture.completedFuture(
                    key.equals(API_KEY)
                        ? Optional.of("acme")
                        : key.startsWith("sk_test_")
                            ? Optional.of(key.substring("sk_test_".length()))
                            : Optional.empty()),
            new PosTerminals(settings, requester -> gate.admit(requester)),
            new RestBody(payloads)));
    bind("restAnswer", new RestAnswer(contract, new Sealing(payloads)));
    bind("restProblem", new RestProblem(new Sealing(payloads)));
    bind(
        "restNotice",
        new RestNotice(
            (provider, headers, body, trace) -> {
              notices.add(
                  provider + " " + headers + " " + new String(body, StandardCharsets.UTF_8));
              return CompletableFuture.completedFuture(Notices.Taken.ACCEPTED);
            },
            contract));
    bind("restHealth", new RestHealth(new Availability()));
    bind("restPages", new RestPages(contract));
    bind("restElsewhere", new RestElsewhere());
    context.getPropertiesComponent().addInitialProperty("serai.rest.port", "" + port);
    PluginHelper.getRoutesLoader(context)
        .loadRoutes(
            ResourceHelper.resolveResource(
                context, "file:" + Path.of("routes/entries/rest.camel.yaml")));
    context.start();
  }

  private void bind(String name, Object bean) {
    context.getRegistry().bind(name, bean);
  }

  /** A POST with everything that is mandatory. */
  static HttpRequest.Builder post(String body) {
    return HttpRequest.newBuilder()
        .header("Authorization", "Bearer " + API_KEY)
        .header("Idempotency-Key", "key-1")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  static HttpRequest.Builder get() {
    return HttpRequest.newBuilder().header("Authorization", "Bearer " + API_KEY).GET();
  }

  HttpResponse<String> send(String path, HttpRequest.Builder request) {
    return sendAsync(path, request).join();
  }

  CompletableFuture<HttpResponse<String>> sendAsync(String path, HttpRequest.Builder request) {
    return client.sendAsync(
        request.uri(uri(path)).timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
  }

  URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  static JsonNode json(HttpResponse<String> response) {
    return JsonBody.parse(response.body().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    context.stop();
  }

  /** Readiness as the test sets it. */
  private final class Availability implements ApplicationAvailability {
    @Override
    public <S extends AvailabilityState> S getState(Class<S> type, S fallback) {
      return type.isInstance(readiness.get()) ? type.cast(readiness.get()) : fallback;
    }

    @Override
    public <S extends AvailabilityState> @Nullable S getState(Class<S> type) {
      return type.isInstance(readiness.get())
          ? type.cast(readiness.get())
          : type.cast(type == LivenessState.class ? LivenessState.CORRECT : null);
    }

    @Override
    public <S extends AvailabilityState> @Nullable AvailabilityChangeEvent<S> getLastChangeEvent(
        Class<S> type) {
      return null;
    }
  }
}
