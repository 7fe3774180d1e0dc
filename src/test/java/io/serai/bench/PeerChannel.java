package io.serai.bench;

import java.io.IOException;
import java.net.Socket;
import org.jpos.iso.channel.PostChannel;

/**
 * jPOS's channel with two bytes of length in front, which sends each answer at once; jPOS makes one
 * for each connection by itself.
 */
public final class PeerChannel extends PostChannel {

  /** A channel that is not connected. */
  public PeerChannel() {}

  @Override
  protected void connect(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    super.connect(socket);
  }
}
