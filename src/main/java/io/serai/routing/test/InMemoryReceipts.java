package io.serai.routing.test;

import io.serai.receipt.Receipt;
import io.serai.receipt.ReceiptBook;
import io.serai.receipt.ReceiptState;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A book of receipts that keeps what the real one keeps, by the same rules, until it is cleared.
 */
final class InMemoryReceipts implements ReceiptBook {

  private final Map<String, String> keys = new HashMap<>();
  private final Map<String, Receipt> receipts = new LinkedHashMap<>();
  private final Map<String, Receipt> transactions = new HashMap<>();

  @Override
  public synchronized CompletableFuture<Receipt> claim(Receipt fresh, Instant at) {
    String stands = keys.putIfAbsent(fresh.tenant() + "/" + fresh.key(), fresh.id());
    if (stands == null) {
      receipts.put(fresh.id(), fresh);
      return CompletableFuture.completedFuture(fresh);
    }
    return CompletableFuture.completedFuture(known(stands));
  }

  @Override
  public synchronized CompletableFuture<Receipt> conclude(
      Receipt receipt, Receipt.Verdict verdict, Instant at) {
    Receipt stands = known(receipt.id());
    if (!stands.verdict().state().isFinal()) {
      stands = stands.with(settled(stands, verdict));
      receipts.put(stands.id(), stands);
    }
    return CompletableFuture.completedFuture(stands);
  }

  private Receipt.Verdict settled(Receipt receipt, Receipt.Verdict verdict) {
    if (verdict.state() == ReceiptState.VERIFIED) {
      String name =
          String.join(
              "/",
              receipt.tenant(),
              receipt.provider(),
              verdict.environment(),
              verdict.transaction());
      Receipt other = transactions.putIfAbsent(name, receipt);
      return other == null
          ? verdict
          : verdict.refused(
              other.user().equals(receipt.user())
                  ? Receipt.Verdict.USED_BY_SAME_USER
                  : Receipt.Verdict.USED_BY_ANOTHER_USER,
              Map.of("used_by", other.id()));
    }
    return verdict.disowned() && receipt.purchase() != null && end(receipt)
        ? verdict.ended()
        : verdict;
  }

  private boolean end(Receipt receipt) {
    boolean any = false;
    for (Receipt one : receipts.values().toArray(new Receipt[0])) {
      boolean same =
          one.tenant().equals(receipt.tenant())
              && one.provider().equals(receipt.provider())
              && String.valueOf(receipt.purchase()).equals(one.purchase());
      boolean granted =
          one.verdict().state() == ReceiptState.VERIFIED
              || one.verdict().state() == ReceiptState.ENDED;
      if (same && granted) {
        receipts.put(one.id(), one.with(one.verdict().ended()));
        any = true;
      }
    }
    return any;
  }

  @Override
  public synchronized CompletableFuture<Optional<Receipt>> find(String tenant, String id) {
    return CompletableFuture.completedFuture(
        Optional.ofNullable(receipts.get(id)).filter(one -> one.tenant().equals(tenant)));
  }

  /** Forgets everything. */
  synchronized void clear() {
    keys.clear();
    receipts.clear();
    transactions.clear();
  }

  private Receipt known(String id) {
    Receipt found = receipts.get(id);
    if (found == null) {
      throw new IllegalStateException("there is no receipt " + id);
    }
    return found;
  }
}
