package io.serai.doubles;

import java.util.concurrent.CompletionStage;

/**
 * Decides what to reply; called on an event loop, so it must not block.
 *
 * @param <I> a request that has arrived whole
 */
@FunctionalInterface
interface Service<I> {
  CompletionStage<Reply> serve(I request);
}
