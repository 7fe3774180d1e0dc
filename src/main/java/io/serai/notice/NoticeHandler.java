package io.serai.notice;

import java.util.concurrent.CompletableFuture;

/**
 * A room that notices may concern. Each bean of this type is asked; a notice that none takes is
 * kept and counted.
 */
public interface NoticeHandler {

  /**
   * Whether notices of that kind concern it. Answers from memory.
   *
   * @param scheme how the provider writes them
   * @param kind the provider's word, such as {@code invoice.paid}
   */
  boolean takes(NoticeScheme scheme, String kind);

  /**
   * Applies a notice. It never blocks the caller, and must be idempotent: a notice comes again if
   * the process was lost before its end was written, after {@link NoticeResult.End#LATER}, and
   * after a failed future. A notice is a hint and may be late, repeated or out of order: what it
   * says must not change what is final.
   */
  CompletableFuture<NoticeResult> apply(Notice notice);
}
