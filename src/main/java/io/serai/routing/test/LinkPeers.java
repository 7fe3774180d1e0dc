package io.serai.routing.test;

import io.serai.iso8583.IsoMessage;
import io.serai.iso8583.LinkDescription;
import io.serai.iso8583.LoneLink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The other ends of links that the hub dials and over which tests let requests arrive: they listen
 * on loopback ports before the hub starts.
 */
final class LinkPeers implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Set<String> known;
  private final Map<String, LoneLink> peers = new TreeMap<>();
  private final Map<String, String> settings = new TreeMap<>();

  /** Opens one for each link that is dialed; what tests name besides is theirs to be told. */
  LinkPeers(Path routes, Path kamelets, Set<String> links) {
    known = dialed(routes.resolve("links.yaml"));
    try {
      for (String link : links.stream().filter(known::contains).toList()) {
        var description =
            LinkDescription.of(routes.resolve("links.yaml"), link, name -> null)
                .with("address", "127.0.0.1:0");
        LoneLink peer = LoneLink.open(description.listening(), kamelets, new LoneLink.Peer() {});
        peers.put(link, peer);
        settings.put("serai." + link + ".address", "127.0.0.1:" + peer.ports().get(0));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static Set<String> dialed(Path file) {
    Set<String> names = new TreeSet<>();
    Node all = Files.exists(file) ? YamlFile.read(file).get("links") : null;
    if (all != null) {
      all.fields()
          .forEach(
              (name, link) -> {
                Node mode = link.get("mode");
                if (mode != null && mode.text().equals("dial")) {
                  names.add(name);
                }
              });
    }
    return names;
  }

  /** The links that the hub dials. */
  Set<String> known() {
    return known;
  }

  /** The settings by which the hub finds them. */
  Map<String, String> settings() {
    return settings;
  }

  /** Sends a request once the hub has signed on. */
  CompletableFuture<IsoMessage> send(String link, IsoMessage request) {
    LoneLink peer = peers.get(link);
    if (peer == null) {
      return CompletableFuture.failedFuture(new IllegalStateException("no test names " + link));
    }
    return peer.up()
        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .thenCompose(up -> peer.send(request, true));
  }

  @Override
  public void close() {
    peers.values().forEach(LoneLink::close);
  }
}
