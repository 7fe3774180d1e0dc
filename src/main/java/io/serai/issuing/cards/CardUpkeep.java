package io.serai.issuing.cards;

import io.serai.upkeep.Upkeep;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * What recurs with cards: top-ups whose request was lost, whose charge was unknown or was given
 * back are seen to until they end; numbers and keys are forgotten when their time is over.
 * Everything is in rows, so any process goes on where another one was lost.
 */
final class CardUpkeep implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(CardUpkeep.class);
  // After the sets of routes are active, and stopped before they are.
  private static final int PHASE = 1500;
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final Duration FORGET = Duration.ofMinutes(10);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(5);
  private static final int MOST = 100;

  private final TopUpRows rows;
  private final TopUps topUps;
  private final TopUpRefunds refunds;
  private final NumberVault vault;
  private final CardKeys keys;
  private final CardsSettings settings;
  private final Clock clock;
  private @Nullable Upkeep upkeep;

  CardUpkeep(
      TopUpRows rows,
      TopUps topUps,
      TopUpRefunds refunds,
      NumberVault vault,
      CardKeys keys,
      CardsSettings settings,
      Clock clock) {
    this.rows = rows;
    this.topUps = topUps;
    this.refunds = refunds;
    this.vault = vault;
    this.keys = keys;
    this.settings = settings;
    this.clock = clock;
  }

  /** Sees to the top-ups that are due. */
  void seeToDue() {
    for (TopUp topUp : rows.take(clock.instant(), PAUSE, LONGEST_PAUSE, MOST)) {
      var unused =
          (topUp.pending() ? topUps.settle(topUp) : refunds.settle(topUp))
              .exceptionally(
                  failure -> {
                    LOG.warn(
                        "The top-up {} is seen to later: {}", topUp.id(), failure.getMessage());
                    return topUp.state();
                  });
    }
  }

  /** Forgets what has been kept long enough. */
  void forget() {
    vault.forget(clock.instant());
    keys.forget(clock.instant().minus(settings.keepKeys()));
  }

  @Override
  public synchronized void start() {
    Upkeep started = new Upkeep("serai-cards-upkeep", "The upkeep of cards pauses");
    upkeep = started;
    started.every(settings.poll(), this::seeToDue);
    started.every(FORGET, this::forget);
  }

  @Override
  public synchronized void stop() {
    Upkeep running = upkeep;
    upkeep = null;
    if (running != null && !running.finish(LONGEST_STOP)) {
      running.close();
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return upkeep != null;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
