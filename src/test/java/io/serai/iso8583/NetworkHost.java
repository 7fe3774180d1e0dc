package io.serai.iso8583;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.MessageToByteEncoder;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jpos.iso.ISOException;
import org.jspecify.annotations.Nullable;

/**
 * A network's host: it is dialed, signed on to and asked, answers by a rule that can be exchanged
 * at any time, and sends requests of its own. A small real one, over real sockets; it checks
 * nothing that a test may want to check itself. Thread-safe.
 */
public final class NetworkHost implements AutoCloseable {

  /** What the host does with a request of the hub. */
  public interface Rule {
    /** Answers or does not; on the connection's thread. */
    void receive(HostConnection from, IsoMessage request);
  }

  /** Network management is answered 00, and everything else approved. */
  public static final Rule APPROVE =
      (from, request) -> from.send(Answers.to(request, "00").set(38, "A12345").build());

  /** Every request is answered with that DE39. */
  public static Rule answering(String code) {
    return (from, request) -> from.send(Answers.to(request, code).build());
  }

  private final EventLoopGroup threads;
  private final Packager packager;
  private final Channel listening;
  private final List<HostConnection> connections = new CopyOnWriteArrayList<>();
  private final List<IsoMessage> requests = new CopyOnWriteArrayList<>();
  private final Map<String, IsoMessage> answers = new ConcurrentHashMap<>();
  private final AtomicInteger most = new AtomicInteger();
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile Rule rule = APPROVE;

  private NetworkHost(int port, String packager, @Nullable SslContext tls) {
    this.packager = Packager.named(packager, Path.of("kamelets"));
    this.threads = new NioEventLoopGroup(2, new DefaultThreadFactory("network-host", true));
    this.listening =
        new ServerBootstrap()
            .group(threads)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    accept(channel, tls);
                  }
                })
            .bind("127.0.0.1", port)
            .syncUninterruptibly()
            .channel();
  }

  /** A host on a free port. */
  public static NetworkHost start() {
    return start(0);
  }

  /** A host on a port. */
  public static NetworkHost start(int port) {
    return new NetworkHost(port, "iso87ascii", null);
  }

  /** A host that speaks another table of fields. */
  static NetworkHost speaking(String packager) {
    return new NetworkHost(0, packager, null);
  }

  /** A host behind TLS. */
  static NetworkHost behind(SslContext tls) {
    return new NetworkHost(0, "iso87ascii", tls);
  }

  private void accept(Channel channel, @Nullable SslContext tls) {
    HostConnection connection = new HostConnection(channel, this);
    connections.add(connection);
    accepted.incrementAndGet();
    most.accumulateAndGet(connections.size(), Math::max);
    var unused = channel.closeFuture().addListener(closed -> connections.remove(connection));
    if (tls != null) {
      channel.pipeline().addLast(tls.newHandler(channel.alloc()));
    }
    channel.pipeline().addLast(new Writer(packager), new Reader(packager), connection);
  }

  /** Its port. */
  public int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  /** From now on requests are treated so. */
  public void rule(Rule other) {
    rule = other;
  }

  void received(HostConnection from, IsoMessage message) {
    if (Answers.isAnswer(message)) {
      answers.put(from.number() + "/" + message.field(11), message);
    } else {
      requests.add(message);
      rule.receive(from, message);
    }
  }

  /** The connections that are open. */
  public List<HostConnection> connections() {
    return connections;
  }

  /** How many were open at once at most. */
  int most() {
    return most.get();
  }

  /** How many there were in all. */
  public int accepted() {
    return accepted.get();
  }

  /** What the hub asked, in order, network management included. */
  public List<IsoMessage> requests() {
    return requests;
  }

  /** How often the hub sent network management with that function code (DE70 or DE24). */
  public long signals(String code) {
    return requests.stream()
        .filter(r -> r.messageClass() == '8')
        .filter(r -> code.equals(r.field(70)) || code.equals(r.field(24)))
        .count();
  }

  /** What the hub answered, by the number of the connection and the STAN. */
  public Map<String, IsoMessage> answers() {
    return answers;
  }

  /** Listens no more; what is open stays. */
  void stopListening() {
    listening.close().syncUninterruptibly();
  }

  /** Ends it; a second time does nothing. */
  @Override
  public void close() {
    if (threads.isShuttingDown()) {
      return;
    }
    stopListening();
    connections.forEach(HostConnection::close);
    var unused = threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private static final class Reader extends ByteToMessageDecoder {
    private final Packager packager;

    Reader(Packager packager) {
      this.packager = packager;
    }

    @Override
    protected void decode(
        io.netty.channel.ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
      if (in.readableBytes() >= 2
          && in.readableBytes() >= 2 + in.getUnsignedShort(in.readerIndex())) {
        byte[] frame = new byte[in.readUnsignedShort()];
        in.readBytes(frame);
        Packager.Reading reading = packager.read(frame);
        IsoMessage message = reading.message();
        if (message == null || reading.problem() != null) {
          throw new IllegalStateException("the hub's message " + reading.problem());
        }
        out.add(message);
      }
    }
  }

  private static final class Writer extends MessageToByteEncoder<IsoMessage> {
    private final Packager packager;

    Writer(Packager packager) {
      this.packager = packager;
    }

    @Override
    protected void encode(
        io.netty.channel.ChannelHandlerContext ctx, IsoMessage message, ByteBuf out)
        throws ISOException {
      byte[] frame = packager.pack(message);
      out.writeShort(frame.length).writeBytes(frame);
    }
  }
}
