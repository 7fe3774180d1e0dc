package io.serai.iso8583;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A terminal that sends whatever a test likes. */
public final class RawTerminal implements AutoCloseable {

  private final Socket socket;

  /** Connects to a port of this machine. */
  public RawTerminal(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(10_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a text behind its length. */
  public void sendFrame(String text) {
    byte[] body = text.getBytes(StandardCharsets.ISO_8859_1);
    byte[] frame = new byte[body.length + 2];
    frame[0] = (byte) (body.length >> 8);
    frame[1] = (byte) body.length;
    System.arraycopy(body, 0, frame, 2, body.length);
    sendBytes(frame);
  }

  /** Sends bytes as they are. */
  public void sendBytes(byte... bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next frame's text. */
  public String receive() {
    try {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] frame = new byte[in.readUnsignedShort()];
      in.readFully(frame);
      return new String(frame, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the hub closes the connection without a byte. */
  public boolean isClosedByHub() {
    try {
      return socket.getInputStream().read() == -1;
    } catch (SocketException reset) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the hub closes the connection, whatever it says before. */
  public boolean readsUntilClosed() {
    try {
      while (socket.getInputStream().read() != -1) {
        // What it says does not matter.
      }
      return true;
    } catch (SocketException reset) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the connection at once, with a reset. */
  public void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
