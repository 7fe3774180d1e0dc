package io.serai.issuing.internal;

import io.serai.issuing.AccountWork;
import io.serai.issuing.AccountWork.ByAccount;
import io.serai.issuing.AccountWork.ByToken;
import io.serai.issuing.CardAccounts.Done;
import org.jspecify.annotations.Nullable;

/** A step on its way, with what was last tried of it. One thread at a time has it. */
final class CardItem {

  /**
   * What was written if the commit took effect.
   *
   * @param account the account of its event, or null where it has none
   * @param seq the number of its event
   * @param claim the id of its claim, or null
   * @param done what is told then
   */
  record Attempt(@Nullable String account, long seq, @Nullable String claim, Done done) {}

  final AccountWork work;
  final String commit;
  volatile @Nullable Attempt attempt;

  CardItem(AccountWork work, String commit) {
    this.work = work;
    this.commit = commit;
  }

  String tenant() {
    return work.origin().tenant();
  }

  /** The key as the tables have it, or null. */
  @Nullable String claim() {
    return work.key() == null ? null : tenant() + "/" + work.key();
  }

  @Nullable String token() {
    return work.subject() instanceof ByToken card ? card.token() : null;
  }

  @Nullable String account() {
    return work.subject() instanceof ByAccount account ? account.account() : null;
  }

  /** Those without a card number are kept in order by the hold that they name. */
  static String lane(AccountWork work) {
    return work.subject() instanceof ByToken card && card.token().isEmpty()
        ? "hold/" + work.holdRef()
        : work.subject().lane();
  }
}
