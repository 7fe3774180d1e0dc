package io.serai.iso8583;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trace numbers of a link, out of leased blocks. The next block is leased in the background
 * while half of this one is left, by numbers and by time, so that neither a busy nor a quiet link
 * waits for the database. Thread-safe.
 */
final class Stans {

  /** The last block of all ends here; after it comes 1 again. */
  static final int BLOCK = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(Stans.class);
  private static final Duration HOLD = Duration.ofHours(1);

  /** How often {@link #tend} is to be called: often within half of a lease. */
  static final Duration TENDED_EVERY = Duration.ofMinutes(1);

  private static final Duration MARGIN = Duration.ofMinutes(1);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(200);

  private final String link;
  private final Duration rest;
  private final StanBlocks blocks;
  private final Executor background;
  private final LongSupplier nanos;
  private @Nullable Block current;
  private @Nullable Block next;
  private final Queue<Integer> done = new ArrayDeque<>();
  private boolean leasing;
  private long notBefore;

  /** Numbers that may be given out until a moment of the monotonic clock. */
  private static final class Block {
    private final int number;
    private final long until;
    private int stan;

    Block(int number, long until) {
      this.number = number;
      this.until = until;
      this.stan = Math.max(1, number * BLOCK);
    }

    int left(long now) {
      return until - now > 0 ? (number + 1) * BLOCK - stan : 0;
    }

    boolean isOld(long now) {
      return until - now <= HOLD.toNanos() / 2;
    }
  }

  /**
   * The numbers of a link.
   *
   * @param link its name
   * @param rest how long a number may not be given out again after its block was used up
   * @param blocks where blocks come from
   * @param background where leasing may wait for the database
   */
  Stans(String link, Duration rest, StanBlocks blocks, Executor background) {
    this(link, rest, blocks, background, System::nanoTime);
  }

  Stans(String link, Duration rest, StanBlocks blocks, Executor background, LongSupplier nanos) {
    this.link = link;
    this.rest = rest;
    this.blocks = blocks;
    this.background = background;
    this.nanos = nanos;
    this.notBefore = nanos.getAsLong();
  }

  /**
   * The next number, six digits.
   *
   * @throws NotSentException where no block could be leased yet
   */
  synchronized String next() throws NotSentException {
    Block block = tended();
    if (block == null || block.left(nanos.getAsLong()) == 0) {
      throw new NotSentException.NoTraceNumber(link);
    }
    return "%06d".formatted(block.stan++);
  }

  /** Keeps a block at hand that has half of its time before it, also where nobody asks. */
  synchronized void tend() {
    var unused = tended();
  }

  private @Nullable Block tended() {
    long now = nanos.getAsLong();
    if (current == null || current.left(now) == 0 || (next != null && current.isOld(now))) {
      usedUp(current);
      current = next;
      next = null;
    }
    Block block = current;
    if (block == null || block.left(now) <= BLOCK / 2 || block.isOld(now)) {
      prepare();
    }
    return block;
  }

  /** Leases a block ahead of its use. */
  synchronized void prepare() {
    if (leasing || next != null || nanos.getAsLong() - notBefore < 0) {
      return;
    }
    leasing = true;
    try {
      background.execute(this::lease);
    } catch (RejectedExecutionException e) {
      LOG.warn("Link {}: too much waits for the database; no trace numbers are leased", link);
      leased(null);
    }
  }

  /** A block is given back only while it is surely still ours. */
  private void usedUp(@Nullable Block block) {
    if (block != null && block.until - nanos.getAsLong() > MARGIN.toNanos()) {
      done.add(block.number);
    }
  }

  private synchronized @Nullable Integer givenBack() {
    return done.poll();
  }

  private void lease() {
    long begun = nanos.getAsLong();
    Block leased = null;
    try {
      OptionalInt number = blocks.lease(link, HOLD, rest, givenBack());
      if (number.isPresent()) {
        leased = new Block(number.getAsInt(), begun + HOLD.toNanos());
      } else {
        LOG.error("Link {}: every trace number is in use; requests are refused", link);
      }
    } catch (RuntimeException e) {
      LOG.warn("Link {}: no trace numbers could be leased: {}", link, e.getMessage());
    }
    leased(leased);
  }

  private synchronized void leased(@Nullable Block block) {
    leasing = false;
    next = block;
    if (block == null) {
      notBefore = nanos.getAsLong() + PAUSE_AFTER_FAILURE.toNanos();
    }
  }
}
