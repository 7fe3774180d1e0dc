package io.serai.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.serai.testkit.TestPostgres;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;

/** Trace numbers out of blocks that PostgreSQL leases. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class StansTest {

  private static final Duration HOLD = Duration.ofHours(1);
  private static final Duration REST = Duration.ofMinutes(2);

  private HikariDataSource database;
  private JdbcTemplate jdbc;
  private PostgresStanBlocks blocks;

  @BeforeAll
  void migrate() {
    database = new HikariDataSource();
    database.setJdbcUrl(TestPostgres.shared().freshDatabase("stan"));
    jdbc = new JdbcTemplate(database);
    blocks = new PostgresStanBlocks(jdbc);
  }

  @AfterAll
  void close() {
    database.close();
  }

  @BeforeEach
  void forget() {
    jdbc.update("delete from stan_block");
    jdbc.update("delete from stan_cursor");
  }

  @Test
  void replicasAndRestartsGetBlocksOfTheirOwnAndLinksDoNotShareThem() {
    assertThat(blocks.lease("a", HOLD, REST, null)).hasValue(0);
    assertThat(blocks.lease("a", HOLD, REST, null)).hasValue(1);
    assertThat(new PostgresStanBlocks(jdbc).lease("a", HOLD, REST, null)).hasValue(2);
    assertThat(blocks.lease("b", HOLD, REST, null)).hasValue(0);
  }

  @Test
  void afterTheLastBlockComesTheFirstThatIsFree() {
    blocks.lease("a", HOLD, REST, null);
    jdbc.update("update stan_cursor set next = 999");
    assertThat(blocks.lease("a", HOLD, REST, null)).hasValue(999);
    // 0 is still held.
    assertThat(blocks.lease("a", HOLD, REST, null)).hasValue(1);
    jdbc.update("update stan_cursor set next = 999");
    jdbc.update("update stan_block set free_at = now() - interval '1 s' where block = 0");
    // And so is 999.
    assertThat(blocks.lease("a", HOLD, REST, null)).hasValue(0);
  }

  @Test
  void aBlockThatIsGivenBackRestsUntilNoLateAnswerCanComeAndThenIsFree() {
    blocks.lease("a", HOLD, REST, null);
    blocks.lease("a", HOLD, REST, 0);
    assertThat(free(0)).isBetween(REST.toSeconds() - 60, REST.toSeconds());
    assertThat(free(1)).isBetween(HOLD.toSeconds(), HOLD.plus(REST).toSeconds());
  }

  @Test
  void whenAllAreInUseThereIsNone() {
    for (int i = 0; i < 1000; i++) {
      assertThat(blocks.lease("a", HOLD, REST, null)).isPresent();
    }
    assertThat(blocks.lease("a", HOLD, REST, null)).isEmpty();
  }

  @Test
  void manyReplicasAtOnceNeverGetTheSame() {
    List<CompletableFuture<OptionalInt>> leases = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      leases.add(CompletableFuture.supplyAsync(() -> blocks.lease("a", HOLD, REST, null)));
    }
    Set<Integer> got = new HashSet<>();
    leases.forEach(lease -> assertThat(got.add(lease.join().getAsInt())).isTrue());
  }

  @Test
  void numbersRunThroughTheirBlocksAndAreGivenBack() throws Exception {
    Stans stans = new Stans("a", REST, blocks, Runnable::run);
    stans.prepare();
    Set<String> numbers = new HashSet<>();
    assertThat(stans.next()).isEqualTo("000001");
    for (int i = 2; i <= 3500; i++) {
      numbers.add(stans.next());
    }
    assertThat(numbers)
        .hasSize(3499)
        .contains("000999", "001000", "003500")
        .doesNotContain("000000");
    assertThat(free(0)).isLessThanOrEqualTo(REST.toSeconds());
    assertThat(free(3)).isGreaterThan(REST.toSeconds());
  }

  @Test
  void withoutDatabaseWhatIsLeftIsUsedUpAndThenRequestsAreRefusedUnsent() throws Exception {
    List<Integer> given = new ArrayList<>();
    StanBlocks broken =
        (link, hold, rest, done) -> {
          if (given.isEmpty()) {
            given.add(999);
            return OptionalInt.of(999);
          }
          throw new IllegalStateException("the database is gone");
        };
    Stans stans = new Stans("a", REST, broken, Runnable::run);
    assertThatThrownBy(stans::next).isInstanceOf(NotSentException.NoTraceNumber.class);
    for (int i = 0; i < 999; i++) {
      stans.next();
    }
    assertThat(stans.next()).isEqualTo("999999");
    assertThatThrownBy(stans::next).isInstanceOf(NotSentException.NoTraceNumber.class);
  }

  @Test
  void aQuietLinkNeverRunsOutOfItsLease() throws Exception {
    AtomicLong nanos = new AtomicLong();
    AtomicInteger leases = new AtomicInteger();
    Stans stans =
        new Stans(
            "a",
            REST,
            (link, hold, rest, done) -> OptionalInt.of(leases.getAndIncrement()),
            Runnable::run,
            nanos::get);
    stans.prepare();
    assertThat(stans.next()).isEqualTo("000001");
    for (long minutes = 0; minutes < 240; minutes++) {
      nanos.addAndGet(Stans.TENDED_EVERY.toNanos());
      stans.tend();
      if (minutes % 97 == 0) {
        assertThat(stans.next()).hasSize(6);
      }
    }
    // A block for each half of a lease, and no more.
    assertThat(leases.get()).isBetween(8, 10);
  }

  @Test
  void aLinkThatAsksNowAndThenFindsANumberThatIsStillItsOwn() throws Exception {
    AtomicLong nanos = new AtomicLong();
    AtomicInteger leases = new AtomicInteger();
    Stans stans =
        new Stans(
            "a",
            REST,
            (link, hold, rest, done) -> OptionalInt.of(leases.getAndIncrement()),
            Runnable::run,
            nanos::get);
    stans.prepare();
    for (int i = 0; i < 20; i++) {
      assertThat(stans.next()).hasSize(6);
      nanos.addAndGet(HOLD.toNanos() * 2 / 3);
    }
  }

  @Test
  void aLeaseThatNobodyHadTimeForIsTriedAgain() throws Exception {
    AtomicLong nanos = new AtomicLong();
    Queue<Runnable> work = new ArrayDeque<>();
    AtomicBoolean full = new AtomicBoolean(true);
    Stans stans =
        new Stans(
            "a",
            REST,
            (link, hold, rest, done) -> OptionalInt.of(7),
            task -> {
              if (full.get()) {
                throw new RejectedExecutionException();
              }
              work.add(task);
            },
            nanos::get);
    assertThatThrownBy(stans::next).isInstanceOf(NotSentException.NoTraceNumber.class);
    full.set(false);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThatThrownBy(stans::next).isInstanceOf(NotSentException.NoTraceNumber.class);
    work.remove().run();
    assertThat(stans.next()).isEqualTo("007000");
  }

  /** In how many seconds a block is free. */
  private long free(int block) {
    Long seconds =
        jdbc.queryForObject(
            "select ceil(extract(epoch from free_at - now()))::bigint from stan_block"
                + " where block = ? and link = 'a'",
            Long.class,
            block);
    return seconds == null ? -1 : seconds;
  }
}
