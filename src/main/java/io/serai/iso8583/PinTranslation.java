package io.serai.iso8583;

import io.serai.payment.CardNumber;
import io.serai.payment.PinBlock;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts a PIN block anew for the next link: a Spring bean of this type, in front of a hardware
 * security module. Serai has none of its own and never sees a PIN. Without one, no message with a
 * PIN block leaves. Thread-safe.
 */
public interface PinTranslation {

  /**
   * Translates, without blocking.
   *
   * @param block as it came
   * @param card the card number that the block is bound to, or null where the message has none
   * @param from the link it came in on, or null where it did not come in on one
   * @param to the link it is going out on
   * @return the block for {@code to}; a failure means that the message is not sent, and so does an
   *     answer that comes when the time to send it is over
   */
  CompletableFuture<PinBlock> translate(
      PinBlock block, @Nullable CardNumber card, @Nullable String from, String to);
}
