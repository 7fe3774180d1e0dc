package io.serai.doubles;

import io.netty.channel.EventLoopGroup;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One provider: its port, its book, its language and how it is told to behave. */
final class ProviderDouble implements HttpService, AutoCloseable {

  private final Book book;
  private final WireShape shape;
  private final Steering steering = new Steering();
  private final HttpListener listener;

  ProviderDouble(EventLoopGroup loops, int port, Book book, WireShape shape) {
    this.book = book;
    this.shape = shape;
    this.listener = new HttpListener(loops, port, this);
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
    steering.set(behaviour);
    return behaviour.kind() == Behaviour.Kind.REFUSE ? listener.shut() : listener.open();
  }

  @Override
  public CompletionStage<Reply> serve(HttpCall http) {
    try {
      return CompletableFuture.completedFuture(reply(shape.read(http)));
    } catch (BadRequest e) {
      return CompletableFuture.completedFuture(shape.invalid(e));
    }
  }

  private Reply reply(Call call) {
    Behaviour behaviour = steering.take(call.operation());
    return switch (behaviour.kind()) {
      case APPROVE -> perform(call, null);
      case DECLINE -> perform(call, behaviour.code());
      case DELAY -> new Reply.Later(behaviour.delay(), perform(call, null));
      case COMMIT_THEN_RESET -> {
        book.perform(call, null);
        yield new Reply.Reset();
      }
      case GARBAGE -> {
        book.perform(call, null);
        yield new Reply.Garbage();
      }
      case HANG -> new Reply.Silence();
      case UNAVAILABLE -> shape.unavailable();
      case REFUSE -> new Reply.Reset(); // sent on a connection that was ending already
    };
  }

  private Reply perform(Call call, @Nullable String declineCode) {
    return shape.write(call, book.perform(call, declineCode));
  }

  @Override
  public void close() {
    listener.close();
  }
}
