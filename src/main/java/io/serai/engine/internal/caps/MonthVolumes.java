package io.serai.engine.internal.caps;

import io.serai.journal.Account;
import io.serai.journal.Commit;
import io.serai.journal.CommitWatcher;
import io.serai.journal.Posting;
import io.serai.payment.Currency;
import io.serai.payment.Movement;
import io.serai.payment.Operation;
import io.serai.provider.ProviderDefinition;
import io.serai.provider.Volumes;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * The month's volume of each provider and currency, for tiers of fees (S1.9). It is what the ledger
 * counts, whoever wrote it: what providers took, less what was reversed or voided. Refunds are not
 * taken off, since the provider has handled the sale. Kept and shared as the usage of caps is.
 */
final class MonthVolumes implements Volumes, CommitWatcher {

  private final Caps caps;
  private final Clock clock;

  MonthVolumes(Caps caps, Clock clock) {
    this.caps = caps;
    this.clock = clock;
  }

  @Override
  public long soFar(ProviderDefinition provider, Currency currency) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), provider.zone());
    return Math.max(0, caps.slot(id(provider.name(), currency, today)).sum());
  }

  @Override
  public void committed(Commit commit) {
    for (Posting posting : commit.postings()) {
      Movement movement = posting.movement();
      // Each movement passes that account once.
      boolean once =
          posting.debit() == Account.PROVIDER_RECEIVABLE
              || posting.credit() == Account.PROVIDER_RECEIVABLE;
      if (once && !movement.operation().equals(Operation.REFUND.word())) {
        Currency currency = commit.payment().amount().currency();
        caps.slot(id(movement.provider(), currency, commit.businessDate())).add(movement.minor());
      }
    }
  }

  private static Slot.Id id(String provider, Currency currency, LocalDate day) {
    return new Slot.Id("volume/month/provider/" + provider + "/" + currency, month(day));
  }

  /** The business month by UTC's calendar; a day longer, as it lasts longer in the west. */
  private static Per.Window month(LocalDate day) {
    YearMonth month = YearMonth.from(day);
    return new Per.Window(start(month.atDay(1)), start(month.atEndOfMonth().plusDays(2)));
  }

  private static long start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }
}
