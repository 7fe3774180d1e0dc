package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.doubles.BookEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Routes as ops might write them: what they may decide, and what does not load. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class EditedRoutesTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @Test
  void afterAnUnknownAnotherIsTriedOnceTheReversalIsJournaledWhereTheRouteSaysSo(
      @TempDir Path folder) throws IOException {
    edit(folder, "online/charges.camel.yaml", "afterUnknown: stop", "afterUnknown: reverse");
    try (TestHub hub = TestHub.start(Map.of("serai.routes.folder", folder.toString()))) {
      hub.doubles().behave("gateway-a", "commit-then-reset", 1);
      Rest.Answer answer = hub.rest().charge(1000);
      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.text("provider")).isEqualTo("gateway-b");

      await().atMost(SOON).until(() -> hub.doubles().book("gateway-a").size() == 2);
      assertThat(operations(hub, "gateway-a")).containsExactly("charge", "reversal");
      assertThat(operations(hub, "gateway-b")).containsExactly("charge");
      await()
          .atMost(SOON)
          .until(
              () ->
                  hub.jdbc()
                          .queryForObject(
                              "select count(*) from follow_up where open", Integer.class)
                      == 0);
      assertThat(hub.rest().get("/v1/charges/" + answer.text("id")).text("state"))
          .isEqualTo("approved");
    }
  }

  @Test
  void whereTheNextProviderIsNotReachedTheKeyStaysTakenByWhatIsBeingUndone(@TempDir Path folder)
      throws IOException {
    edit(folder, "online/charges.camel.yaml", "afterUnknown: stop", "afterUnknown: reverse");
    try (TestHub hub = TestHub.start(Map.of("serai.routes.folder", folder.toString()))) {
      hub.doubles().behave("gateway-a", "commit-then-reset", 1);
      hub.doubles().behave("gateway-b", "unavailable", 1);
      Rest.Answer answer = hub.rest().charge("undone-1", Rest.card(1000));
      assertThat(answer.status()).isEqualTo(402);
      assertThat(answer.text("state")).isEqualTo("reversed");
      assertThat(hub.rest().charge("undone-1", Rest.card(1000)).status()).isEqualTo(402);
      await().atMost(SOON).until(() -> hub.doubles().book("gateway-a").size() == 2);
      assertThat(operations(hub, "gateway-a")).containsExactly("charge", "reversal");
      assertThat(operations(hub, "gateway-b")).isEmpty();
    }
  }

  @Test
  void whatTheProviderHasHadBeforeIsLookedUpAndNeverSentAnew(@TempDir Path folder)
      throws IOException {
    edit(folder, "online/charges.camel.yaml", "afterUnknown: stop", "afterUnknown: reverse");
    Path providers = folder.resolve("providers.yaml");
    Files.writeString(
        providers,
        Files.readString(providers)
            .replaceFirst(
                "( +)- \\{ when: \\{ status: 402 }",
                "$1- { when: { status: 402, decline_code: \"94\" }, outcome: duplicate }\n$0"));
    try (TestHub hub = TestHub.start(Map.of("serai.routes.folder", folder.toString()))) {
      hub.doubles().behave("gateway-a", "decline:94", 1);
      Rest.Answer answer = hub.rest().charge(1000);
      assertThat(answer.text("state")).isEqualTo("unknown");
      await()
          .atMost(SOON)
          .until(
              () ->
                  hub.rest()
                      .get("/v1/charges/" + answer.text("id"))
                      .text("state")
                      .equals("declined"));
      assertThat(operations(hub, "gateway-a")).doesNotContain("reversal");
      assertThat(operations(hub, "gateway-b")).isEmpty();
      assertThat(
              hub.jdbc()
                  .queryForList(
                      "select data::jsonb ->> 'operation' from journal"
                          + " where event = 'attempt-started' and payment_id = ? order by seq",
                      String.class,
                      answer.text("id")))
          .containsExactly("charge", "inquiry");
    }
  }

  @Test
  void aProviderThatIsNotDeclaredStopsTheStartAndIsNamed(@TempDir Path folder) throws IOException {
    edit(folder, "online/charges.camel.yaml", "gateway-a,gateway-b", "gateway-a,gateway-z");
    assertThatThrownBy(
            () -> TestHub.start(Map.of("serai.routes.folder", folder.toString())).close())
        .hasMessageContaining("'gateway-z' is not declared in providers.yaml");
  }

  /** S1.22, S1.34: what is said to move money does not start with what only plays at it. */
  @Test
  void aSandboxProviderInALiveHubStopsTheStartAndIsNamed() {
    assertThatThrownBy(() -> TestHub.start(Map.of("serai.environment", "live")).close())
        .hasMessageContaining(
            "providers.stripe.mode: is sandbox in a hub whose serai.environment is live; give both"
                + " the same, or leave the provider out here");
  }

  /** A copy of the shipped routes with one edit. */
  static void edit(Path folder, String file, String old, String edited) throws IOException {
    Path shipped = Path.of("routes");
    try (Stream<Path> files = Files.walk(shipped)) {
      for (Path from : files.toList()) {
        Path to = folder.resolve(shipped.relativize(from).toString());
        if (Files.isDirectory(from)) {
          Files.createDirectories(to);
        } else {
          Files.copy(from, to);
        }
      }
    }
    Path target = folder.resolve(file);
    String text = Files.readString(target);
    assertThat(text).contains(old);
    Files.writeString(target, text.replace(old, edited));
  }

  private static List<String> operations(TestHub hub, String provider) {
    return hub.doubles().book(provider).stream().map(BookEntry::operation).toList();
  }
}
