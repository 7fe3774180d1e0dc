package io.serai.doubles;

import java.util.concurrent.CompletionStage;

/** Decides what to reply; called on an event loop, so it must not block. */
@FunctionalInterface
interface HttpService {
  CompletionStage<Reply> serve(HttpCall call);
}
