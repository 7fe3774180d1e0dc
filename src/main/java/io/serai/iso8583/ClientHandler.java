package io.serai.iso8583;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jpos.iso.ISOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes requests and matches their answers; all of it on the connection's own thread. */
final class ClientHandler extends SimpleChannelInboundHandler<IsoMessage> {

  private static final Logger LOG = LoggerFactory.getLogger(ClientHandler.class);

  private final Packager packager;
  private final Map<String, Queue<CompletableFuture<IsoMessage>>> waiting = new HashMap<>();

  ClientHandler(Packager packager) {
    this.packager = packager;
  }

  CompletableFuture<IsoMessage> send(Channel channel, IsoMessage request) {
    CompletableFuture<IsoMessage> answer = new CompletableFuture<>();
    try {
      byte[] bytes = packager.pack(request);
      ByteBuf frame = ClientDecoder.FRAMES.frame(channel.alloc(), bytes);
      channel.eventLoop().execute(() -> write(channel, request, frame, answer));
    } catch (ISOException | RuntimeException e) {
      answer.completeExceptionally(e);
    }
    return answer;
  }

  private void write(
      Channel channel, IsoMessage request, ByteBuf frame, CompletableFuture<IsoMessage> answer) {
    if (!channel.isActive()) {
      frame.release();
      answer.completeExceptionally(closed());
      return;
    }
    waiting
        .computeIfAbsent(key(Answers.mti(request.mti()), request), key -> new ArrayDeque<>())
        .add(answer);
    var unused = channel.writeAndFlush(frame, channel.voidPromise());
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, IsoMessage message) {
    String key = key(message.mti(), message);
    Queue<CompletableFuture<IsoMessage>> queue = waiting.get(key);
    CompletableFuture<IsoMessage> answer = queue == null ? null : queue.poll();
    if (queue != null && queue.isEmpty()) {
      waiting.remove(key);
    }
    if (answer == null) {
      LOG.debug("{} matches no request", message);
    } else {
      answer.complete(message);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    waiting.values().forEach(queue -> queue.forEach(a -> a.completeExceptionally(closed())));
    waiting.clear();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    waiting.values().forEach(queue -> queue.forEach(a -> a.completeExceptionally(cause)));
    waiting.clear();
    var unused = ctx.close();
  }

  private static IOException closed() {
    return new IOException("the connection was closed before the answer came");
  }

  private static String key(String mti, IsoMessage message) {
    return mti + ' ' + message.field(11);
  }
}
