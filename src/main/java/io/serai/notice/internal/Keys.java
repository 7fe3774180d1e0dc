package io.serai.notice.internal;

import io.serai.payment.SeraiException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Certificates and key sets that providers publish. Only hosts of a list are asked, over TLS, and
 * no redirect is followed; what was fetched is used for a while, and fetched once however many wait
 * for it. Thread-safe; no thread waits.
 */
final class Keys {

  private static final int LONGEST_BYTES = 64 * 1024;
  private static final int MOST_KEPT = 32;
  private static final int MOST_AT_ONCE = 4;
  private static final Duration ANEW_AFTER = Duration.ofSeconds(30);
  private static final Duration FAILED_FOR = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;

  private final HttpClient client;
  private final Rules rules;
  private final LongSupplier nanos;
  private final Map<URI, Fetched> kept = new LinkedHashMap<>();

  /**
   * Where it may go, and for how long what it found there holds.
   *
   * @param hosts hosts, with a port where it is not that of the scheme
   * @param allowHttp whether it may go there without TLS
   * @param timeout how long fetching may take
   * @param keep for how long what was fetched is used
   */
  record Rules(List<String> hosts, boolean allowHttp, Duration timeout, Duration keep) {}

  private record Fetched(CompletableFuture<byte[]> bytes, long atNanos) {

    boolean isYounger(Duration age, long nowNanos) {
      return nowNanos - atNanos < age.toNanos();
    }
  }

  Keys(Rules rules) {
    this(rules, System::nanoTime);
  }

  /** With a monotonic clock of its own. */
  Keys(Rules rules, LongSupplier nanos) {
    this.rules = rules;
    this.nanos = nanos;
    this.client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(rules.timeout())
            .build();
  }

  /**
   * What stands at an address.
   *
   * @param sandbox whether it is for a sandbox, which alone may go without TLS
   * @return fails with {@link Sent#refused} where it may not go or nothing is there, with {@link
   *     Sent#unchecked} where it gets no answer
   */
  CompletableFuture<byte[]> get(String address, boolean sandbox) {
    URI url = allowed(address, sandbox);
    return url == null
        ? CompletableFuture.failedFuture(Sent.refused())
        : fetched(url, rules.keep());
  }

  /** The same, fetched again unless that was done just now. */
  CompletableFuture<byte[]> anew(String address, boolean sandbox) {
    URI url = allowed(address, sandbox);
    return url == null ? CompletableFuture.failedFuture(Sent.refused()) : fetched(url, ANEW_AFTER);
  }

  private @Nullable URI allowed(String address, boolean sandbox) {
    URI url;
    try {
      url = new URI(address);
    } catch (URISyntaxException e) {
      return null;
    }
    String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
    String scheme = String.valueOf(url.getScheme());
    boolean plain = scheme.equals("http") && sandbox && rules.allowHttp();
    boolean known = rules.hosts().contains(url.getPort() < 0 ? host : host + ":" + url.getPort());
    return (scheme.equals("https") || plain) && known && url.getRawUserInfo() == null ? url : null;
  }

  private synchronized CompletableFuture<byte[]> fetched(URI url, Duration age) {
    Fetched known = kept.get(url);
    if (known != null) {
      boolean failed = known.bytes().isCompletedExceptionally();
      if (!known.bytes().isDone()
          || known.isYounger(failed ? FAILED_FOR : age, nanos.getAsLong())) {
        return known.bytes();
      }
      kept.remove(url);
    }
    // Whoever invents addresses at such a host makes it ask there no oftener than this.
    if (kept.values().stream().filter(one -> !one.bytes().isDone()).count() >= MOST_AT_ONCE) {
      return CompletableFuture.failedFuture(Sent.unchecked());
    }
    if (kept.size() >= MOST_KEPT) {
      kept.remove(leastOfUse());
    }
    CompletableFuture<byte[]> bytes = fetch(url);
    kept.put(url, new Fetched(bytes, nanos.getAsLong()));
    return bytes;
  }

  /** One that failed, else the oldest. */
  private URI leastOfUse() {
    return kept.entrySet().stream()
        .filter(one -> one.getValue().bytes().isCompletedExceptionally())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseGet(() -> kept.keySet().iterator().next());
  }

  private CompletableFuture<byte[]> fetch(URI url) {
    HttpRequest request = HttpRequest.newBuilder(url).timeout(rules.timeout()).GET().build();
    return client
        .sendAsync(request, answer -> new ShortBody(LONGEST_BYTES))
        .orTimeout(rules.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .handle((answer, failure) -> read(answer));
  }

  private static byte[] read(@Nullable HttpResponse<byte[]> answer) {
    if (answer != null && answer.statusCode() == OK) {
      return answer.body();
    }
    boolean notThere =
        answer != null && answer.statusCode() >= CLIENT_ERROR && answer.statusCode() < SERVER_ERROR;
    SeraiException why = notThere ? Sent.refused() : Sent.unchecked();
    throw why;
  }
}
