package io.serai.iso8583;

import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Opens the connections of a dialed link, and each again when it is lost. */
final class Dialer implements LinkSockets {

  private final List<DialedConnection> connections = new ArrayList<>();

  Dialer(Link link, @Nullable SslContext tls, EventLoopGroup threads, Executor background) {
    for (int i = 0; i < link.config().peer().connections(); i++) {
      connections.add(new DialedConnection(link, i, tls, threads, background));
    }
  }

  @Override
  public void open() {
    connections.forEach(DialedConnection::dial);
  }

  @Override
  public void stop() {
    connections.forEach(DialedConnection::stop);
  }
}
