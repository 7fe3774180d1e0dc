package io.serai.issuing.internal;

import io.serai.issuing.AccountStep;
import io.serai.issuing.CardAccount;
import io.serai.issuing.CardEventKind;
import io.serai.issuing.CardRequest;
import io.serai.issuing.Hold;
import io.serai.issuing.Snapshot;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** An issuer whose accounts are in memory, for tests of what is before them. */
@Import(ProgramDouble.class)
public class IssuerInMemory {

  @Bean
  static BeanFactoryPostProcessor inPlaceOfThoseInPostgres() {
    return factory -> factory.getBeanDefinition("cardAccounts").setPrimary(false);
  }

  @Bean
  @Primary
  CardAccountsInMemory accountsInMemory() {
    return new CardAccountsInMemory();
  }

  /** Books against the hold that is named, and what comes without one from the balance. */
  @Bean
  @Primary
  Completing completingInMemory() {
    return new Completing() {
      @Override
      public AccountStep completion(CardRequest request) {
        return seen -> book(seen, request);
      }

      @Override
      public AccountStep purchase(CardRequest request) {
        return seen -> book(seen, request);
      }
    };
  }

  private static io.serai.issuing.Change book(Snapshot seen, CardRequest request) {
    CardAccount account = seen.account();
    if (account == null) {
      return Entry.ofNobody("14", "card_unknown", null);
    }
    Hold hold = Holds.open(seen);
    long minor = request.amount().minor();
    CardAccount after = account.post(-minor);
    Entry entry = new Entry(seen, request, account);
    if (hold == null) {
      return entry.acknowledged(CardEventKind.CLEARED, "booked", minor, after, null);
    }
    long released = request.wishes().more() ? Math.min(minor, hold.heldMinor()) : hold.heldMinor();
    boolean over = released == hold.heldMinor();
    Hold cleared =
        new Hold(
            hold.id(),
            hold.account(),
            hold.card(),
            hold.key(),
            hold.authorizedMinor(),
            hold.heldMinor() - released,
            hold.clearedMinor() + minor,
            hold.reversedMinor(),
            over ? Hold.State.CLEARED : Hold.State.OPEN,
            hold.approvalCode(),
            hold.rrn(),
            hold.merchant(),
            hold.at(),
            hold.expiresAt(),
            hold.estimated(),
            hold.standIn());
    return entry.acknowledged(
        CardEventKind.CLEARED, "booked", minor, after.hold(-released), cleared);
  }
}
