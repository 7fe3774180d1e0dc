package io.serai.iso8583;

import io.serai.payment.CardNumber;
import io.serai.payment.PinBlock;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a message out on a link: one with a PIN block only with the block that the translation made
 * of it, so that none ever leaves under the key of another link.
 *
 * @param translation of the deployment, or null where there is none
 */
record PinGate(@Nullable PinTranslation translation) {

  private static final Logger LOG = LoggerFactory.getLogger(PinGate.class);
  static final int PIN_DATA = 52;

  /**
   * The message that may go out; at once where it has no PIN block.
   *
   * @param from the link that the block came in on, or null
   * @return fails with {@link NotTranslatedException} where it may not
   */
  CompletableFuture<IsoMessage> out(IsoMessage message, @Nullable String from, String to) {
    byte[] block = message.binary(PIN_DATA);
    if (block == null) {
      return CompletableFuture.completedFuture(message);
    }
    if (translation == null) {
      LOG.error("Link {}: a PIN block cannot be sent: there is no PinTranslation", to);
      return CompletableFuture.failedFuture(new NotTranslatedException(to));
    }
    return translated(translation, new PinBlock(block), card(message), from, to)
        .thenApply(made -> message.toBuilder().setBinary(PIN_DATA, made.bytes()).build());
  }

  private static CompletableFuture<PinBlock> translated(
      PinTranslation translation,
      PinBlock block,
      @Nullable CardNumber card,
      @Nullable String from,
      String to) {
    CompletableFuture<PinBlock> made;
    try {
      made = translation.translate(block, card, from, to);
    } catch (RuntimeException e) {
      made = CompletableFuture.failedFuture(e);
    }
    // Only the type of what went wrong: its text may quote a block or a key.
    return made.exceptionallyCompose(
        failure -> {
          LOG.error("Link {}: no PIN translation: {}", to, failure.getClass().getName());
          return CompletableFuture.failedFuture(new NotTranslatedException(to));
        });
  }

  private static @Nullable CardNumber card(IsoMessage message) {
    Card card = Card.of(message);
    return card == null ? null : card.number();
  }
}
