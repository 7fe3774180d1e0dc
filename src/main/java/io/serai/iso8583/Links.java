package io.serai.iso8583;

import io.netty.handler.ssl.SslContext;
import io.serai.payment.ErrorCode;
import io.serai.payment.LinkTrace;
import io.serai.payment.SeraiException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The links of {@code links.yaml} by their names. Each opens when it is first used. Thread-safe.
 */
final class Links {

  private static final Logger LOG = LoggerFactory.getLogger(Links.class);

  private final Map<String, Link> links = new LinkedHashMap<>();
  private final Map<String, LinkSockets> open = new LinkedHashMap<>();
  private final LinkThreads threads;
  private final AnswerMapper answers;
  private boolean stopped;

  /**
   * Links that are not open yet.
   *
   * @param configs how they are set up
   * @param packagers makes the packager of a link
   * @param surroundings what they share
   * @param threads where they work; they are closed with the links
   * @param answers makes the answers of their routes' results
   */
  Links(
      Map<String, LinkConfig> configs,
      Function<LinkConfig, Packager> packagers,
      LinkSurroundings surroundings,
      LinkThreads threads,
      AnswerMapper answers) {
    configs.forEach(
        (name, config) -> links.put(name, new Link(config, packagers.apply(config), surroundings)));
    this.threads = threads;
    this.answers = answers;
  }

  AnswerMapper answers() {
    return answers;
  }

  /**
   * A link by its name.
   *
   * @throws SeraiException naming those that there are
   */
  Link link(String name) {
    Link link = links.get(name);
    if (link == null) {
      throw new SeraiException(
          ErrorCode.CONFIGURATION,
          "links",
          "iso8583:" + name + ": links.yaml has no such link, it has " + links.keySet(),
          null);
    }
    return link;
  }

  /** The next numbers of a link, or null where there are none, or no such link. */
  @Nullable LinkTrace trace(String name) {
    Link link = links.get(name);
    try {
      return link == null ? null : link.traces().next();
    } catch (NotSentException e) {
      return null;
    }
  }

  /** All of them, open or not. */
  Collection<Link> all() {
    return links.values();
  }

  /** Opens a link, once; afterwards it stays open until the end. */
  synchronized void open(Link link) {
    String name = link.config().name();
    if (stopped || open.containsKey(name)) {
      return;
    }
    if (link.config().peer().addresses().isEmpty()) {
      LOG.info("Link {} has no address, so it is off", name);
      return;
    }
    LinkSockets sockets = sockets(link);
    sockets.open();
    open.put(name, sockets);
  }

  /** What opens a link's connections, or null while it is not open. */
  synchronized @Nullable LinkSockets sockets(String name) {
    return open.get(name);
  }

  private LinkSockets sockets(Link link) {
    SslContext tls = tls(link.config());
    return link.config().dials()
        ? new Dialer(link, tls, threads.workers(), threads.background())
        : new Listener(link, tls, threads.acceptor(), threads.workers());
  }

  private static @Nullable SslContext tls(LinkConfig config) {
    LinkTls tls = config.peer().tls();
    try {
      return tls == null ? null : config.dials() ? tls.client() : tls.server();
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new SeraiException(
          ErrorCode.CONFIGURATION,
          "links",
          "links." + config.name() + ".tls: " + e.getMessage(),
          e);
    }
  }

  /** Takes no more connections and no more requests; what was taken is still answered. */
  synchronized void stopReading() {
    stopped = true;
    open.values().forEach(LinkSockets::stop);
    links.values().forEach(Link::stopReading);
  }

  /** Signs off and closes every connection behind its last answer, and ends. It waits for that. */
  void close() {
    stopReading();
    links.values().forEach(link -> link.connections().forEach(Farewell::begin));
    threads.awaitClosed(links.values());
    threads.close();
  }
}
