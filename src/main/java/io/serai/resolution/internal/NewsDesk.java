package io.serai.resolution.internal;

import io.serai.journal.Commit;
import io.serai.journal.CommitResult;
import io.serai.journal.FollowUp;
import io.serai.journal.FollowUps;
import io.serai.journal.HistoryEntry;
import io.serai.journal.Journal;
import io.serai.journal.NewEntry;
import io.serai.notice.NoticeResult;
import io.serai.payment.AlarmRaised;
import io.serai.payment.EventData;
import io.serai.payment.EventKind;
import io.serai.payment.Ids;
import io.serai.payment.LateAnswer;
import io.serai.payment.MoneyEvent;
import io.serai.payment.Outcome;
import io.serai.payment.Payment;
import io.serai.payment.PaymentState;
import io.serai.provider.ProviderDirectory;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;

/**
 * What news of a payment lead to. They are a reason to ask and no answer: a case becomes due now, a
 * payment that waits gets one, and the provider's answer to the inquiry decides. What is final
 * stays; an approval that contradicts it is a late answer like any other, which is undone where a
 * case was closed too early. Idempotent. Blocking.
 */
record NewsDesk(
    Journal journal,
    FollowUps followUps,
    LateAnswerJournal late,
    ProviderDirectory providers,
    ApplicationEventPublisher alarms,
    Clock clock,
    Ids ids) {

  /** News of a payment. */
  NoticeResult hear(PaymentNews news) {
    Optional<Payment> found = journal.payment(String.valueOf(news.payment())).join();
    if (found.isEmpty()) {
      return ofNobody(news);
    }
    Payment payment = found.get();
    return switch (news.what()) {
      case DISPUTED -> {
        alarm("dispute_opened", payment.id(), news.provider() + " says that it is disputed");
        yield done("alarm", news);
      }
      case REFUNDED -> refunded(news, payment);
      case APPROVED, DECLINED, CANCELED -> outcome(news, payment);
    };
  }

  /** News of no payment that is known here: kept, and people hear of those that cost money. */
  NoticeResult ofNobody(PaymentNews news) {
    if (news.what() == PaymentNews.What.DISPUTED) {
      alarm(
          "dispute_opened",
          news.reference(),
          news.provider() + " says that a payment is disputed which is not known here");
    }
    return NoticeResult.kept("no_payment");
  }

  private NoticeResult refunded(PaymentNews news, Payment payment) {
    int due = followUps.hurry(payment.id(), clock.instant());
    Payment.Undone sums = payment.undone();
    long ours = Math.addExact(sums.refunded(), Math.addExact(sums.reserved(), sums.reversed()));
    Long said = news.minor();
    if (said != null && said > ours && payment.state() != PaymentState.REVERSED && due == 0) {
      alarm(
          "refunded_elsewhere",
          payment.id(),
          news.provider() + " has given back " + said + " of it, of which we know " + ours);
      return done("refunded_elsewhere", news);
    }
    return done(due > 0 ? "case_due" : "agrees", news);
  }

  private NoticeResult outcome(PaymentNews news, Payment payment) {
    List<HistoryEntry> history = journal.history(payment.id()).join();
    Begun begun = Begun.meant(news, payment, history);
    if (begun == null) {
      return NoticeResult.kept("no_attempt");
    }
    if (payment.inFlight(begun.attempt()).isPresent()) {
      return NoticeResult.later("under_way");
    }
    Optional<FollowUps.Standing> owed = followUps.find(payment.id() + "/" + begun.attempt());
    if (owed.isPresent() && owed.get().open()) {
      followUps.hurry(payment.id(), clock.instant());
      return done("case_due", news);
    }
    boolean placed = begun.isPlacedBy(payment);
    if (placed && !payment.state().isFinal()) {
      return asked(news, payment, begun);
    }
    return switch (news.what()) {
      case APPROVED ->
          agrees(payment, placed, owed)
              ? done("agrees", news)
              : late(news, payment, begun, history);
      case CANCELED -> {
        if (!placed || !isTaken(payment.state())) {
          yield done("agrees", news);
        }
        alarm(
            "notice_contradicts",
            payment.id(),
            news.provider() + " says that it is canceled, but it is " + payment.state().word());
        yield done("contradicts", news);
      }
      // An earlier try of the payer's, told late.
      case DECLINED, REFUNDED, DISPUTED -> done("agrees", news);
    };
  }

  private static boolean isTaken(PaymentState state) {
    return switch (state) {
      case APPROVED, PARTIALLY_REFUNDED, REFUNDED -> true;
      case UNKNOWN, PENDING, DECLINED, REVERSED, EXPIRED, FAILED -> false;
    };
  }

  /** Whether an approval is no news: it stands, or it was found and undone since. */
  private static boolean agrees(
      Payment payment, boolean placed, Optional<FollowUps.Standing> owed) {
    String ended = owed.map(FollowUps.Standing::lastCode).orElse("");
    return ended.equals("approved")
        || ended.equals(MoneyEvent.ORIGINAL_REVERSED)
        || (placed && (isTaken(payment.state()) || payment.state() == PaymentState.REVERSED));
  }

  /** A payment that waits for its payer or provider has no case: it gets one, which asks. */
  private NoticeResult asked(PaymentNews news, Payment payment, Begun begun) {
    Instant now = clock.instant();
    var owed =
        new FollowUp(
            payment.id(),
            begun.attempt(),
            begun.operation(),
            news.provider(),
            begun.subject(),
            begun.minor(),
            now,
            true,
            false);
    var zone = providers.active().get(news.provider()).definition().zone();
    Commit commit =
        Commit.of(ids.next("c_"), payment, now, LocalDate.ofInstant(now, zone))
            .entry(
                new NewEntry(
                    EventKind.LATE_ANSWER,
                    EventData.Facts.ended(begun.inFlight(news.provider(), now), said(news))))
            .followUp(owed)
            .build();
    return journal.commit(commit).join() == CommitResult.COMMITTED
        ? done("case_due", news)
        : NoticeResult.later("moved_on");
  }

  private NoticeResult late(
      PaymentNews news, Payment payment, Begun begun, List<HistoryEntry> history) {
    if (!begun.isRecorded(history)) {
      boolean written =
          late.write(
              new LateAnswer(
                  payment.id(),
                  begun.attempt(),
                  begun.operation(),
                  news.provider(),
                  begun.minor(),
                  said(news)));
      if (!written) {
        return NoticeResult.later("moved_on");
      }
      alarm(
          "notice_contradicts",
          payment.id(),
          news.provider()
              + " says that attempt "
              + begun.attempt()
              + " is approved, but it is "
              + payment.state().word());
    }
    return done("contradicts", news);
  }

  private static Outcome said(PaymentNews news) {
    return news.what() == PaymentNews.What.APPROVED
        ? new Outcome.Approved(news.reference().isEmpty() ? null : news.reference(), null)
        : new Outcome.Pending("told", null);
  }

  private static NoticeResult done(String code, PaymentNews news) {
    return NoticeResult.applied(
        code, news.payment(), news.reference().isEmpty() ? null : news.reference());
  }

  private void alarm(String kind, String subject, String text) {
    alarms.publishEvent(new AlarmRaised(kind, subject, text));
  }
}
