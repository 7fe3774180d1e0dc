package io.serai.issuing.internal;

import io.serai.issuing.AccountStep;
import io.serai.issuing.AuthorizationRules.Ruling;
import io.serai.issuing.Card;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardDecision;
import io.serai.issuing.CardEvent;
import io.serai.issuing.CardEventKind;
import io.serai.issuing.CardPrograms;
import io.serai.issuing.CardRequest;
import io.serai.issuing.Change;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import io.serai.issuing.Usage;
import io.serai.payment.Ids;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Completions and purchases as pure steps; what is drawn by lot is drawn before the step. */
final class CompletingSteps implements Completing {

  private static final String UNAVAILABLE = "91";
  private static final String INSUFFICIENT = "51";

  private final CardPrograms programs;
  private final Booking booking;
  private final Ids ids;
  private final Supplier<String> approvalCodes;

  CompletingSteps(CardPrograms programs, Ids ids, Supplier<String> approvalCodes) {
    this.programs = programs;
    this.booking = new Booking(programs);
    this.ids = ids;
    this.approvalCodes = approvalCodes;
  }

  @Override
  public AccountStep completion(CardRequest request) {
    String code = approvalCodes.get();
    return seen -> {
      CardAccount account = StepParts.account(seen, request.origin().tenant());
      if (account == null) {
        return StepParts.nothing("00", StepParts.CARD_UNKNOWN);
      }
      OptionalLong minor = StepParts.minor(account, request);
      return minor.isEmpty()
          ? noted(seen, account, request)
          : booking.book(seen, account, toBook(request, minor.getAsLong()), code);
    };
  }

  private static ToBook toBook(CardRequest request, long minor) {
    boolean elsewhere =
        request.billing() != null
            && !request.billing().currency().equals(request.amount().currency());
    return new ToBook(
        "completion",
        request.key(),
        minor,
        request.wishes().more(),
        request.merchant(),
        request.approvalCode(),
        request.origin().routeSet(),
        elsewhere ? request.amount() + " at the merchant" : "");
  }

  @Override
  public AccountStep purchase(CardRequest request) {
    String code = approvalCodes.get();
    String holdId = ids.next("hld_");
    return seen -> {
      CardAccount account = StepParts.account(seen, request.origin().tenant());
      Card card = seen.card();
      if (account == null || card == null) {
        return StepParts.nothing(StepParts.NO_CARD, StepParts.CARD_UNKNOWN);
      }
      OptionalLong minor = StepParts.minor(account, request);
      if (minor.isEmpty()) {
        return declined(seen, account, request, 0, StepParts.OTHER_CURRENCY, StepParts.CURRENCY);
      }
      long asked = minor.getAsLong();
      return programs
          .find(request.origin().routeSet(), account.program())
          .map(program -> program.rules().rule(seen, request, asked))
          .map(
              ruling ->
                  isWhole(ruling, asked)
                          || Amounts.takesPart(account, request, ruling.approvedMinor())
                      ? bought(seen, account, card, request, asked, ruling, holdId, code)
                      : declined(
                          seen,
                          ruling.approvedMinor() > 0 ? account : account.use(ruling.usage()),
                          request,
                          asked,
                          ruling.approvedMinor() > 0 ? INSUFFICIENT : ruling.responseCode(),
                          ruling.rule()))
          .orElseGet(() -> declined(seen, account, request, asked, UNAVAILABLE, "program_unknown"));
    };
  }

  private static boolean isWhole(Ruling ruling, long asked) {
    return ruling.approvedMinor() > 0 && ruling.approvedMinor() == asked;
  }

  /** The hold is cleared as it is made: a reversal finds it by the purchase's key. */
  private static Change bought(
      Snapshot seen,
      CardAccount account,
      Card card,
      CardRequest request,
      long asked,
      Ruling ruling,
      String holdId,
      String code) {
    long minor = ruling.approvedMinor();
    Usage used = ruling.usage();
    CardAccount after = account.post(-minor).use(used).next();
    Hold hold =
        new Hold(
            holdId,
            account.id(),
            card.id(),
            request.key(),
            minor,
            0,
            minor,
            0,
            Hold.State.CLEARED,
            code,
            request.rrn(),
            request.merchant(),
            seen.at(),
            seen.at(),
            false,
            false);
    CardEvent event =
        StepParts.event(seen, after, CardEventKind.CLEARED)
            .about(request.key(), holdId, request.merchant())
            .moved(asked, -minor, 0)
            .said(ruling.responseCode(), ruling.rule());
    return new Change(
        after,
        hold,
        event,
        StepParts.transfer("cardholder", "network_payable", "clearing", minor),
        new CardDecision(
            ruling.responseCode(),
            ruling.rule(),
            minor,
            code,
            after.availableMinor(),
            holdId,
            after.currency()));
  }

  /** An advice is accepted whatever it says; in no currency of the account it can be booked. */
  private static Change noted(Snapshot seen, CardAccount account, CardRequest request) {
    CardAccount after = account.next();
    return new Change(
        after,
        null,
        StepParts.event(seen, after, CardEventKind.ADVISED)
            .about(request.key(), null, request.merchant())
            .said("00", StepParts.CURRENCY),
        List.of(),
        new CardDecision("00", StepParts.CURRENCY, 0, null, after.availableMinor(), null));
  }

  private static Change declined(
      Snapshot seen,
      CardAccount account,
      CardRequest request,
      long asked,
      String responseCode,
      String reason) {
    CardAccount after = account.next();
    return new Change(
        after,
        null,
        StepParts.event(seen, after, CardEventKind.DECLINED)
            .about(request.key(), null, request.merchant())
            .moved(asked, 0, 0)
            .said(responseCode, reason),
        List.of(),
        new CardDecision(
            responseCode, reason, 0, null, after.availableMinor(), null, after.currency()));
  }
}
