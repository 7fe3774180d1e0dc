package io.serai.notice.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.serai.notice.Notice;
import io.serai.notice.NoticeHandler;
import io.serai.notice.NoticeResult;
import io.serai.notice.NoticeSettings;
import io.serai.payment.AlarmRaised;
import io.serai.upkeep.DueLoop;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a notice to whom it concerns and writes what became of it; one that a lost process was
 * applying is due again after its hold.
 */
final class NoticeWork implements DueLoop.Work<NoticeStore.Due, NoticeResult> {

  private static final Logger LOG = LoggerFactory.getLogger(NoticeWork.class);

  private final NoticeStore store;
  private final List<NoticeHandler> handlers;
  private final NoticeSettings settings;
  private final Clock clock;
  private final Consumer<AlarmRaised> alarms;
  private final MeterRegistry meters;

  NoticeWork(
      NoticeStore store,
      List<NoticeHandler> handlers,
      NoticeSettings settings,
      Clock clock,
      Consumer<AlarmRaised> alarms,
      MeterRegistry meters) {
    this.store = store;
    this.handlers = List.copyOf(handlers);
    this.settings = settings;
    this.clock = clock;
    this.alarms = alarms;
    this.meters = meters;
  }

  @Override
  public List<NoticeStore.Due> take(int most) {
    return store.take(clock.instant(), settings.hold(), most);
  }

  /** Tells it once; the future does not fail. */
  @Override
  public CompletableFuture<NoticeResult> step(NoticeStore.Due due) {
    return CompletableFuture.completedFuture(due)
        .thenApply(store::opened)
        .thenCompose(this::applied)
        .exceptionally(failure -> NoticeResult.later(reason(due.notice(), failure)));
  }

  /** All whom it concerns, one after another; it is done with once each of them is. */
  private CompletableFuture<NoticeResult> applied(Notice notice) {
    CompletableFuture<NoticeResult> all =
        CompletableFuture.completedFuture(NoticeResult.kept("unknown_kind"));
    for (NoticeHandler handler : handlers) {
      if (handler.takes(notice.scheme(), notice.kind())) {
        all =
            all.thenCompose(
                before -> handler.apply(notice).thenApply(after -> both(before, after)));
      }
    }
    return all;
  }

  private static NoticeResult both(NoticeResult before, NoticeResult after) {
    if (before.end() == after.end()) {
      // Later notices are found by what one of them says.
      return after.reference() == null && before.reference() != null ? before : after;
    }
    return before.end() == NoticeResult.End.LATER || after.end() == NoticeResult.End.KEPT
        ? before
        : after;
  }

  private static String reason(Notice notice, Throwable failure) {
    LOG.warn("Notice {} is tried again: {}", notice.id(), failure.getMessage());
    return "error";
  }

  @Override
  public Optional<NoticeStore.Due> put(NoticeStore.Due due, NoticeResult result, boolean mayGoOn) {
    write(due, result);
    return Optional.empty();
  }

  private void write(NoticeStore.Due due, NoticeResult result) {
    Notice notice = due.notice();
    Instant now = clock.instant();
    if (result.end() == NoticeResult.End.LATER) {
      store.putOff(notice, result.code(), now.plus(settings.pauseAfter(due.tries())));
      if (due.tries() + 1 == settings.alarmAfterTries()) {
        alarms.accept(
            new AlarmRaised(
                "notice_stuck",
                notice.id(),
                notice.provider()
                    + " told "
                    + notice.kind()
                    + ", which cannot be applied: "
                    + result.code()));
      }
      return;
    }
    if (store.end(notice, result, now)) {
      meters
          .counter(
              "serai.notices.ended",
              "provider",
              notice.provider(),
              "result",
              result.end() == NoticeResult.End.KEPT ? "kept" : "applied")
          .increment();
    }
  }

  @Override
  public String name(NoticeStore.Due due) {
    return "Notice " + due.notice().id();
  }
}
