package io.serai.iso8583;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A request that is on its way.
 *
 * @param stan DE11 as it goes out
 * @param transmittedAt DE7 as it goes out
 * @param answer its answer with the caller's own DE7, DE11 and DE37, or why there is none
 */
record Sent(
    @Nullable String stan, @Nullable String transmittedAt, CompletableFuture<IsoMessage> answer) {}
