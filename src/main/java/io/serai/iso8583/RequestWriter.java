package io.serai.iso8583;

import io.netty.channel.Channel;
import io.netty.channel.ChannelProgressivePromise;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.GenericProgressiveFutureListener;
import io.netty.util.concurrent.ProgressiveFuture;

/**
 * Writes our requests and notes when the socket took their first byte: until then a request that
 * fails was not sent, afterwards it is unknown.
 */
final class RequestWriter {

  private RequestWriter() {}

  /** Writes a request; on its connection's own thread only. */
  static void write(Pending pending) {
    LinkConnection connection = pending.connection();
    Link link = connection.link();
    Channel channel = connection.channel();
    if (pending.hasEnded()) {
      return;
    }
    if (!channel.isActive()) {
      link.multiplexer().lost(pending);
    } else if (pending.isTooLate()) {
      link.multiplexer().notSent(pending, new NotSentException.TooLateToSend(link.config().name()));
    } else if (pending.isCounted() && !channel.isWritable()) {
      link.multiplexer().notSent(pending, new NotSentException.LinkBusy(link.config().name()));
    } else {
      pending.written();
      if (channel.pipeline().get(SslHandler.class) != null) {
        pending.handedOver(); // behind TLS Netty does not say which bytes went out
      }
      ChannelProgressivePromise promise = channel.newProgressivePromise();
      var unusedPromise = promise.addListener(new Written(pending));
      var unused = channel.writeAndFlush(pending, promise);
      connection.intake().letGo(); // its answer must be read
    }
  }

  /** Told by Netty, on the connection's own thread. */
  private record Written(Pending pending)
      implements GenericProgressiveFutureListener<ProgressiveFuture<Void>> {

    @Override
    public void operationProgressed(ProgressiveFuture<Void> future, long bytes, long total) {
      pending.handedOver();
    }

    @Override
    public void operationComplete(ProgressiveFuture<Void> future) {
      Multiplexer multiplexer = pending.connection().link().multiplexer();
      if (future.isSuccess()) {
        pending.taken();
      } else if (future.cause() instanceof NotSentException why) {
        multiplexer.notSent(pending, why);
      } else {
        multiplexer.lost(pending);
      }
    }
  }
}
