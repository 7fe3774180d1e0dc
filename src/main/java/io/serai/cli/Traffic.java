package io.serai.cli;

import io.serai.cli.TrafficFigures.Count;
import io.serai.iso8583.Edition;
import io.serai.iso8583.IsoMessage;
import io.serai.iso8583.LoneLink;
import io.serai.iso8583.NotSentException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests at a rate and compares the answers with them. While no connection is up nothing is
 * sent, and nothing is made up for later. Thread-safe.
 */
final class Traffic implements AutoCloseable {

  private static final long SHORTEST_PAUSE_NANOS = 5_000_000;
  private static final int[] GIVEN_BACK = {2, 3, 4, 49};

  private final LoneLink link;
  private final Supplier<IsoMessage> requests;
  private final Consumer<String> print;
  private final long most;
  private final CountDownLatch allSent = new CountDownLatch(1);
  private final TrafficFigures total = new TrafficFigures();
  private volatile TrafficFigures second = new TrafficFigures();
  private final Map<Long, CompletableFuture<IsoMessage>> open = new ConcurrentHashMap<>();
  private final AtomicLong begun = new AtomicLong();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "iso-traffic");
            thread.setDaemon(true);
            return thread;
          });
  private double due;

  /**
   * Traffic that has not begun.
   *
   * @param most how many requests to send in all; 0 for no end
   * @param print takes lines for people
   */
  Traffic(LoneLink link, Supplier<IsoMessage> requests, long most, Consumer<String> print) {
    this.link = link;
    this.requests = requests;
    this.most = most;
    this.print = print;
  }

  /** Begins to send so many a second, and to print once a second what happened. */
  void start(double perSecond) {
    var unused = timer.scheduleAtFixedRate(this::printSecond, 1, 1, TimeUnit.SECONDS);
    if (perSecond > 0) {
      long pause = Math.max(SHORTEST_PAUSE_NANOS, (long) (1e9 / perSecond));
      double each = perSecond * pause / 1e9;
      var unusedToo = timer.scheduleAtFixedRate(() -> send(each), 0, pause, TimeUnit.NANOSECONDS);
    }
  }

  /** Waits until all were sent that are to be; false where that takes too long. */
  boolean awaitAllSent(Duration patience) throws InterruptedException {
    return allSent.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Counts what the link itself tells of. */
  void count(Count what) {
    total.count(what);
    second.count(what);
  }

  private void send(double each) {
    if (link.connections() == 0) {
      due = 0;
      return;
    }
    for (due += each; due > 0.999 && !isDone(); due--) {
      sendOne();
    }
    if (isDone()) {
      allSent.countDown();
    }
  }

  private boolean isDone() {
    return most > 0 && begun.get() >= most;
  }

  private void sendOne() {
    long number = begun.incrementAndGet();
    IsoMessage request = requests.get();
    long at = System.nanoTime();
    CompletableFuture<IsoMessage> answer = link.send(request, false);
    open.put(number, answer);
    CompletableFuture<?> done =
        answer.whenComplete((got, failure) -> ended(request, got, failure, System.nanoTime() - at));
    var unused = done.whenComplete((got, failure) -> open.remove(number));
  }

  private void ended(
      IsoMessage request, @Nullable IsoMessage answer, @Nullable Throwable failure, long nanos) {
    if (failure instanceof NotSentException) {
      count(Count.NOT_SENT);
      return;
    }
    count(Count.SENT);
    if (answer == null) {
      count(Count.MISSING);
      return;
    }
    String wrong = wrong(request, answer);
    if (wrong != null) {
      count(Count.WRONG);
      print.accept("wrong: " + answer.mti() + " with STAN " + request.field(11) + ": " + wrong);
    }
    String code = String.valueOf(answer.field(39));
    if (Edition.isAccepted(answer)) {
      total.approved(nanos);
      second.approved(nanos);
    } else {
      total.declined(code, nanos);
      second.declined(code, nanos);
    }
  }

  /** What is wrong with an answer, or null; it quotes nothing. */
  private static @Nullable String wrong(IsoMessage request, IsoMessage answer) {
    String code = answer.field(39);
    if (code == null || !code.matches("\\d{2,3}")) {
      return "DE39 is no response code";
    }
    for (int number : GIVEN_BACK) {
      String value = answer.field(number);
      if (value != null && !value.equals(request.field(number))) {
        return "DE" + number + " is not the request's";
      }
    }
    return null;
  }

  private void printSecond() {
    TrafficFigures last = second;
    second = new TrafficFigures();
    if (!last.isEmpty()) {
      print.accept("up " + link.connections() + "  " + last);
    }
  }

  /** Sends no more, waits for the answers, and says how it was in all. */
  TrafficFigures finish(Duration patience) {
    timer.shutdownNow();
    CompletableFuture<?>[] left = open.values().toArray(CompletableFuture<?>[]::new);
    var unused =
        CompletableFuture.allOf(left)
            .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
            .handle((done, failure) -> failure == null)
            .join();
    return total;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
