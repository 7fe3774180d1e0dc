package io.serai.webhook.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Looks up hosts. A lookup may block for long, so each host has one at a time, on a thread of its
 * own: a name server that hangs for one endpoint holds up no other.
 */
final class Names implements AutoCloseable {

  private final Map<String, CompletableFuture<List<InetAddress>>> underWay =
      new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread made = new Thread(task, "serai-webhook-names");
            made.setDaemon(true);
            return made;
          });

  /** The host's addresses; fails with a {@link CompletionException} of what the lookup threw. */
  CompletableFuture<List<InetAddress>> of(String host) {
    return underWay.computeIfAbsent(
        host,
        name -> {
          var lookup = CompletableFuture.supplyAsync(() -> ask(name), threads);
          var unused =
              lookup.whenCompleteAsync((found, failure) -> underWay.remove(name, lookup), threads);
          return lookup;
        });
  }

  private static List<InetAddress> ask(String host) {
    try {
      return Arrays.asList(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      throw new CompletionException(e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
