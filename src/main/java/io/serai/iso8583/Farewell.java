package io.serai.iso8583;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection behind its last answer: finish what is under way, sign off, flush, close
 * (S4.13, I9).
 */
final class Farewell {

  /** How long the peer may take to close after we did. */
  private static final int PATIENCE_MILLIS = 1000;

  private Farewell() {}

  /** Begins; the channel's close future tells the end. */
  static void begin(LinkConnection connection) {
    connection.execute(
        () ->
            connection
                .intake()
                .whenQuiet(
                    () -> {
                      var unused =
                          connection
                              .session()
                              .signOff()
                              .whenComplete(
                                  (done, failure) ->
                                      connection.execute(
                                          () ->
                                              connection
                                                  .intake()
                                                  .whenQuiet(() -> close(connection))));
                    }));
  }

  /**
   * Ends our half and throws away what still comes: closed with bytes unread, TCP would reset the
   * connection, and the peer lose answers that it has not read yet.
   */
  private static void close(LinkConnection connection) {
    connection.intake().discard();
    Channel channel = connection.channel();
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls != null) {
      var unused = tls.closeOutbound();
    } else if (channel instanceof DuplexChannel duplex) {
      var unused = duplex.shutdownOutput();
    } else {
      var unused = channel.close();
    }
    Runnable atLast =
        () -> {
          var unused = channel.close();
        };
    var unused = channel.eventLoop().schedule(atLast, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
  }
}
