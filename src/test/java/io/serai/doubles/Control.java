package io.serai.doubles;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The control server: {@code /doubles/{provider}/behaviour} and {@code /doubles/{provider}/book}.
 */
final class Control implements Service<HttpCall> {

  private static final int MAX_TIMES = 1_000_000;

  private final Map<String, ProviderDouble<?>> providers;

  Control(Map<String, ProviderDouble<?>> providers) {
    this.providers = providers;
  }

  @Override
  public CompletionStage<Reply> serve(HttpCall call) {
    try {
      return route(call);
    } catch (BadRequest e) {
      Map<String, String> body =
          Map.of("code", e.code(), "field", e.field(), "message", String.valueOf(e.getMessage()));
      return CompletableFuture.completedFuture(new Reply.Json(e.status(), body));
    }
  }

  private CompletionStage<Reply> route(HttpCall call) throws BadRequest {
    String[] parts = call.path().split("/", -1);
    if (parts.length != 4 || !parts[1].equals("doubles")) {
      throw BadRequest.noSuchPath(call);
    }
    ProviderDouble<?> provider = providers.get(parts[2]);
    if (provider == null) {
      throw new BadRequest(
          404, "no_such_provider", "provider", "must be one of " + providers.keySet());
    }
    String asked = call.method() + " " + parts[3];
    return switch (asked) {
      case "PUT behaviour" -> put(provider, behaviour(call));
      case "GET behaviour" -> ok(shown(provider.behaviour()));
      case "GET book" -> ok(provider.book().entries());
      case "DELETE book" -> {
        provider.book().clear();
        yield ok(List.of());
      }
      default -> throw refused(call, parts[3]);
    };
  }

  private static BadRequest refused(HttpCall call, String resource) {
    boolean known = resource.equals("behaviour") || resource.equals("book");
    return known
        ? new BadRequest(405, "method_not_allowed", call.method().name(), "is not possible here")
        : BadRequest.noSuchPath(call);
  }

  private static CompletionStage<Reply> put(ProviderDouble<?> provider, Behaviour behaviour) {
    return provider
        .behave(behaviour)
        .thenApply(nothing -> new Reply.Json(200, shown(provider.behaviour())));
  }

  private static CompletionStage<Reply> ok(Object body) {
    return CompletableFuture.completedFuture(new Reply.Json(200, body));
  }

  private static Map<String, Object> shown(Behaviour behaviour) {
    Integer times = behaviour.times();
    return times == null
        ? Map.of("answer", behaviour.answer())
        : Map.of("answer", behaviour.answer(), "times", times);
  }

  private static Behaviour behaviour(HttpCall call) throws BadRequest {
    Fields fields = Fields.of(call);
    for (Iterator<String> names = fields.json().fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!name.equals("answer") && !name.equals("times")) {
        throw new BadRequest(name, "is not known; there are answer and times");
      }
    }
    JsonNode times = fields.json().path("times");
    if (times.isMissingNode()) {
      return Behaviour.of(fields.text("answer"), null);
    }
    if (!times.isInt() || times.intValue() < 1 || times.intValue() > MAX_TIMES) {
      throw new BadRequest("times", "must be a whole number from 1 to " + MAX_TIMES);
    }
    return Behaviour.of(fields.text("answer"), times.intValue());
  }
}
