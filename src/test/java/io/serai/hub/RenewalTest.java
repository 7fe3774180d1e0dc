package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.doubles.BookEntry;
import io.serai.testkit.TestSqs;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Renewals from a real SQS server through the whole hub (4d; S1.3, S1.66). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RenewalTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String RENEWAL =
      """
      {"subscription": "%s", "period": "2026-12", "amount": 980, "currency": "JPY",
       "method": {"type": "card", "token": "tok_visa", "brand": "visa"}}
      """;

  private TestHub hub;

  @BeforeAll
  void start() {
    hub = TestHub.start(Map.of("serai.renewals.visibility-seconds", "2"));
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  @BeforeEach
  void forget() {
    hub.doubles().reset();
  }

  @Test
  void theSameMessageFiveTimesIsOneCharge() throws Exception {
    for (int i = 0; i < 5; i++) {
      TestSqs.shared().send(hub.renewals(), RENEWAL.formatted("sub_five"));
    }
    await().atMost(SOON).until(() -> left(hub.renewals()) == 0);
    assertThat(hub.doubles().book("gateway-a"))
        .extracting(BookEntry::operation, BookEntry::amount)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("charge", 980L));
    assertThat(left(hub.deadRenewals())).isZero();
  }

  @Test
  void aMessageStaysWhileNobodyCanBeReached() throws Exception {
    hub.doubles().behave("gateway-a", "refuse");
    hub.doubles().behave("gateway-b", "unavailable");
    TestSqs.shared().send(hub.renewals(), RENEWAL.formatted("sub_stays"));
    await()
        .atMost(SOON)
        .until(
            () ->
                hub.jdbc()
                        .queryForObject(
                            "select count(*) from payment where state = 'failed'", Integer.class)
                    >= 2);
    assertThat(left(hub.renewals())).isEqualTo(1);
    hub.doubles().reset();
    await().atMost(SOON).until(() -> left(hub.renewals()) == 0);
    assertThat(hub.doubles().book("gateway-a")).hasSize(1);
  }

  @Test
  void whatCanNeverBeChargedGoesToTheDeadLetters() throws Exception {
    int before = left(hub.deadRenewals());
    TestSqs.shared().send(hub.renewals(), "{\"subscription\": \"sub_x\", \"amount\": 9.8}");
    await().atMost(SOON).until(() -> left(hub.deadRenewals()) == before + 1);
    await().atMost(SOON).until(() -> left(hub.renewals()) == 0);
    assertThat(hub.doubles().book("gateway-a")).isEmpty();
  }

  private static int left(String queue) throws Exception {
    return TestSqs.shared().left(queue);
  }
}
