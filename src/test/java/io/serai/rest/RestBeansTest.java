package io.serai.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.notice.Notices;
import io.serai.payment.TerminalGate;
import io.serai.security.Payloads;
import io.serai.security.TenantSettings;
import io.serai.security.Tenants;
import io.serai.testkit.TestGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Every bean that the shipped entry names is there under that name. */
class RestBeansTest {

  private static final Pattern NAMED = Pattern.compile("(?:ref: \"?|\"#)(rest[A-Za-z]+)");

  @Test
  void theEntryFindsItsBeans() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    Matcher named = NAMED.matcher(Files.readString(Path.of("routes/entries/rest.camel.yaml")));
    while (named.find()) {
      names.add(named.group(1));
    }
    try (var context = new AnnotationConfigApplicationContext()) {
      context.registerBean(
          Tenants.class, () -> key -> CompletableFuture.completedFuture(Optional.empty()));
      context.registerBean(TenantSettings.class, () -> new TenantSettings(Map.of()));
      context.registerBean(Payloads.class);
      context.registerBean(TerminalGate.class, () -> TestGate.OPEN);
      context.registerBean(ApplicationAvailabilityBean.class);
      context.registerBean(
          Notices.class,
          () ->
              (provider, headers, body, trace) ->
                  CompletableFuture.completedFuture(Notices.Taken.ACCEPTED));
      context.scan("io.serai.rest");
      context.refresh();

      assertThat(names).hasSize(9).allMatch(context::containsBean);
    }
  }
}
