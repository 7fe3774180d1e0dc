package io.serai.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.provider.BypassRule;
import io.serai.provider.Definitions;
import io.serai.provider.HealthBoard;
import io.serai.provider.OperatorOverride.Mode;
import io.serai.provider.ProviderHealth;
import io.serai.provider.ProviderHealth.State;
import io.serai.testkit.TestPostgres;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** How several processes agree, over a real database. */
class HealthStoreTest {

  private static final String NAME = "gateway-a";
  private static final Duration LONGEST = Duration.ofSeconds(40);
  private static final BypassRule RULE =
      new BypassRule(10, Duration.ofMinutes(1), Duration.ofSeconds(15));

  private final String url = TestPostgres.shared().freshDatabase("health");
  private final JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(url));
  private final HealthStore one = new HealthStore(jdbc, "proc_one");
  private final HealthStore other = new HealthStore(jdbc, "proc_other");
  private final HealthBoard board = new HealthBoard(jdbc);

  @BeforeEach
  void declare() {
    var definition =
        Definitions.of(
            NAME,
            Map.of(),
            Set.of(),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            ZoneOffset.UTC,
            RULE,
            true,
            List.of());
    one.declare(List.of(definition));
    other.declare(List.of(definition));
  }

  private Standing standing() {
    return Objects.requireNonNull(other.read().get(NAME));
  }

  private double pauseSeconds() {
    return jdbc.sql("select extract(epoch from probe_at - now()) from provider_health")
        .query(Double.class)
        .single();
  }

  private void pauseIsOver() {
    jdbc.sql("update provider_health set probe_at = now()").update();
  }

  @Test
  void errorsOfAllProcessesAreSummedWithinTheWindow() {
    assertThat(standing()).isEqualTo(Standing.GOOD);
    one.add(NAME, Duration.ZERO, 5);
    one.add(NAME, Duration.ZERO, 1);
    other.add(NAME, Duration.ofSeconds(50), 3);
    other.add(NAME, Duration.ofSeconds(70), 100);
    assertThat(standing().errors()).isEqualTo(9);
    one.add(NAME, Duration.ofHours(3), 1);
    other.forget();
    assertThat(jdbc.sql("select sum(count) from provider_error").query(Long.class).single())
        .isEqualTo(109);
  }

  @Test
  void oneProcessLeavesOutOneProbesAndTheLastKnowledgeMustBeTrue() {
    assertThat(one.open(NAME, 0, "10 errors", LONGEST)).isTrue();
    assertThat(other.open(NAME, 0, "10 errors", LONGEST)).isFalse();
    assertThat(standing()).isEqualTo(new Standing(State.OPEN, Mode.AUTO, 1, false, 0));
    assertThat(one.takeProbe(NAME, LONGEST)).as("before its time").isFalse();

    pauseIsOver();
    assertThat(standing().probeDue()).isTrue();
    assertThat(other.takeProbe(NAME, LONGEST)).isTrue();
    assertThat(one.takeProbe(NAME, LONGEST)).isFalse();
    assertThat(one.back(NAME, "approved")).as("it is the other's probe").isFalse();
    one.add(NAME, Duration.ZERO, 50);
    assertThat(other.back(NAME, "declined no_original")).isTrue();
    assertThat(standing()).isEqualTo(new Standing(State.CLOSED, Mode.AUTO, 1, false, 0));
    assertThat(one.open(NAME, 0, "of a time before", LONGEST)).isFalse();
  }

  @Test
  void aProbeOfALostProcessIsTakenOver() {
    assertThat(one.open(NAME, 0, "10 errors", LONGEST)).isTrue();
    pauseIsOver();
    assertThat(one.takeProbe(NAME, Duration.ofMillis(-1))).isTrue();
    assertThat(other.takeProbe(NAME, LONGEST)).isTrue();
  }

  @Test
  void thePauseDoublesUpToItsLimitAndGoesOnDoublingIfItFailsRightAfterItsReturn() {
    assertThat(one.open(NAME, 0, "10 errors", LONGEST)).isTrue();
    assertThat(pauseSeconds()).isBetween(10.0, 15.0);
    for (double most : new double[] {30, 40, 40}) {
      pauseIsOver();
      assertThat(one.takeProbe(NAME, LONGEST)).isTrue();
      one.probeFailed(NAME, "unknown timeout", LONGEST);
      assertThat(pauseSeconds()).isBetween(most - 5, most);
    }
    ProviderHealth shown = board.all().get(0);
    assertThat(shown.bypassed()).isTrue();
    assertThat(Objects.requireNonNull(shown.lastProbe()).result()).isEqualTo("unknown timeout");
    assertThat(shown.nextProbeAt()).isAfter(shown.since());

    pauseIsOver();
    assertThat(one.takeProbe(NAME, LONGEST)).isTrue();
    assertThat(one.back(NAME, "declined no_original")).isTrue();
    assertThat(other.open(NAME, 1, "10 errors again", LONGEST)).isTrue();
    assertThat(pauseSeconds()).as("it only answers inquiries").isBetween(35.0, 40.0);
    pauseIsOver();
    assertThat(other.takeProbe(NAME, LONGEST)).isTrue();
    assertThat(other.back(NAME, "declined no_original")).isTrue();
    jdbc.sql("update provider_health set since = now() - interval '2 minutes'").update();
    assertThat(one.open(NAME, 2, "another day", LONGEST)).isTrue();
    assertThat(pauseSeconds()).isBetween(10.0, 15.0);
  }

  @Test
  void anOverrideIsReadByAllAndItsHistoryIsKept() {
    board.decide(NAME, Mode.OUT, "maintenance", "kim");
    assertThat(standing().mode()).isEqualTo(Mode.OUT);
    board.decide(NAME, Mode.AUTO, "done", "lee");
    assertThat(standing().mode()).isEqualTo(Mode.AUTO);
    assertThat(
            jdbc.sql("select operator || ' ' || reason from provider_override order by id")
                .query(String.class)
                .list())
        .containsExactly("kim maintenance", "lee done");
  }
}
