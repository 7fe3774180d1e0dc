package io.serai.iso8583;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.jpos.iso.ISOException;

/** What no terminal would send: a sender with a seed, so that what it found can be found again. */
final class HostileFrames implements AutoCloseable {

  private final Random random;
  private final int port;
  private final byte[] good;
  private Socket socket;
  private int connections = 1;

  HostileFrames(int port, long seed) throws IOException {
    this.port = port;
    this.random = new Random(seed);
    this.good = good();
    this.socket = connect(port);
  }

  /** A message that is whole, with a track. */
  static byte[] good() {
    try {
      return Packager.named("iso87ascii", Path.of("kamelets"))
          .pack(Samples.request("0100", 1).set(35, Samples.PAN + "=30121010000012300000").build());
    } catch (ISOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many connections were opened. */
  int connections() {
    return connections;
  }

  /** Sends one; behind a length that lies the rest is only thrown away, so the next begins anew. */
  void send() throws IOException {
    int kind = random.nextInt(10);
    if (!write(frame(kind)) || kind <= 5) {
      socket.close();
      socket = connect(port);
      connections++;
    }
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    return socket;
  }

  /** False once the hub has closed it; what is answered is not looked at. */
  private boolean write(byte[] frame) {
    try {
      socket.getOutputStream().write(frame);
      socket.getInputStream().skipNBytes(socket.getInputStream().available());
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  /** A length that lies, half a frame, noise, or a message with some of its bytes changed. */
  private byte[] frame(int kind) {
    byte[] body = good.clone();
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      body[random.nextInt(body.length)] = (byte) random.nextInt(256);
    }
    int length = body.length;
    switch (kind) {
      case 0 -> length = 0;
      case 1 -> length = 0xFFFF; // also what -1 is
      case 2 -> length = 4097 + random.nextInt(60_000);
      case 3 -> body = Arrays.copyOf(body, random.nextInt(body.length));
      case 4 -> random.nextBytes(body);
      case 5 -> length = random.nextInt(good.length);
      default -> {}
    }
    byte[] frame = new byte[2 + body.length];
    frame[0] = (byte) (length >> 8);
    frame[1] = (byte) length;
    System.arraycopy(body, 0, frame, 2, body.length);
    return frame;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
