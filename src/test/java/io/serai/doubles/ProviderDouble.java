package io.serai.doubles;

import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One provider: its port, its book, its language and how it is told to behave.
 *
 * @param <I> a request that has arrived whole
 */
final class ProviderDouble<I> implements Service<I>, AutoCloseable {

  private final Book book;
  private final Shape<I> shape;
  private final Steering steering = new Steering();
  private final Listener listener;
  private volatile CompletableFuture<@Nullable Void> awaited = new CompletableFuture<>();

  /**
   * Listens at once.
   *
   * @param handlers those of a new connection
   */
  @SuppressWarnings("this-escape") // the listener asks it once it listens, which is last
  ProviderDouble(
      EventLoopGroup loops,
      int port,
      Book book,
      Shape<I> shape,
      Function<Service<I>, ChannelHandler[]> handlers) {
    this.book = book;
    this.shape = shape;
    this.listener = new Listener(loops, port, () -> handlers.apply(this));
  }

  Book book() {
    return book;
  }

  int port() {
    return listener.port();
  }

  Behaviour behaviour() {
    return steering.current();
  }

  /** Complete once it holds: with {@code refuse}, once nobody can connect any more. */
  CompletableFuture<@Nullable Void> behave(Behaviour behaviour) {
    return behave(behaviour, Behaviour.APPROVES);
  }

  /** Steers it; what comes after the counted requests must not be to refuse connections. */
  CompletableFuture<@Nullable Void> behave(Behaviour behaviour, Behaviour afterwards) {
    steering.set(behaviour, afterwards);
    return behaviour.kind() == Behaviour.Kind.REFUSE ? listener.shut() : listener.open();
  }

  @Override
  public CompletionStage<Reply> serve(I request) {
    try {
      Call call = shape.read(request);
      Behaviour behaviour = steering.take(call.operation());
      Reply reply = reply(request, call, behaviour);
      return behaviour.kind() == Behaviour.Kind.DELAY
          ? late(reply, behaviour.delay())
          : CompletableFuture.completedFuture(reply);
    } catch (BadRequest e) {
      return CompletableFuture.completedFuture(shape.invalid(request, e));
    }
  }

  /** No thread waits meanwhile. */
  private CompletableFuture<Reply> late(Reply reply, Duration delay) {
    return awaited
        .copy()
        .completeOnTimeout(null, delay.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(now -> reply);
  }

  /** Gives the answers now that are to be given later. */
  void hurry() {
    CompletableFuture<@Nullable Void> before = awaited;
    awaited = new CompletableFuture<>();
    before.complete(null);
  }

  private Reply reply(I request, Call call, Behaviour behaviour) {
    return switch (behaviour.kind()) {
      case APPROVE, DELAY -> perform(request, call, null);
      case DECLINE -> perform(request, call, behaviour.code());
      case EXTRA_FIELD -> Drift.extraField(perform(request, call, null));
      case CHANGED_TYPE -> Drift.changedType(perform(request, call, null));
      case COMMIT_THEN_RESET -> {
        book.perform(call, null);
        yield new Reply.Reset();
      }
      case GARBAGE -> {
        book.perform(call, null);
        yield new Reply.Garbage();
      }
      case HANG -> new Reply.Silence();
      case UNAVAILABLE -> shape.unavailable(request);
      case REFUSE -> new Reply.Reset(); // sent on a connection that was ending already
    };
  }

  private Reply perform(I request, Call call, @Nullable String declineCode) {
    return shape.write(request, call, book.perform(call, declineCode));
  }

  @Override
  public void close() {
    listener.close();
  }
}
