package io.serai.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A verification of a purchase in a store, as it stands. Immutable.
 *
 * @param id the verification's
 * @param state how it stands; {@link ReceiptState#VERIFIED} alone grants it
 * @param provider the store
 * @param user who bought
 * @param product the product id in the store
 * @param environment {@code production} or {@code sandbox}, or null
 * @param transactionId under which it counts once, or null
 * @param originalTransactionId of a subscription's first period, or null
 * @param orderId as the store gives it, or null
 * @param expires as the store gives it, or null
 * @param expiresAt the same instant, or null
 * @param purchasedAt when it was bought, or null
 * @param quantity as the store gives it, or null
 * @param storeState the store's own word, or null
 * @param acknowledged whether the app acknowledged it to Google, or null
 * @param declineCode why it is not to be granted, or null
 * @param usedBy the verification that has the transaction, or null
 * @param createdAt when the hub took it
 */
public record Receipt(
    String id,
    ReceiptState state,
    String provider,
    String user,
    String product,
    @Nullable String environment,
    @Nullable String transactionId,
    @Nullable String originalTransactionId,
    @Nullable String orderId,
    @Nullable String expires,
    @Nullable Instant expiresAt,
    @Nullable Instant purchasedAt,
    @Nullable String quantity,
    @Nullable String storeState,
    @Nullable Boolean acknowledged,
    @Nullable String declineCode,
    @Nullable String usedBy,
    Instant createdAt) {

  /** Refuses what says not even which and how. */
  public Receipt {
    ClientJson.present("id", id);
    ClientJson.present("state", state);
  }
}
