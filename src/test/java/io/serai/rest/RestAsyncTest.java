package io.serai.rest;

import static io.serai.rest.RestEntry.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing on the REST entry waits in a thread, and answers keep to their requests. */
@Timeout(60)
class RestAsyncTest {

  private static final int HANGING = 500;
  private static final String CHARGE =
      "{\"amount\":1,\"currency\":\"JPY\",\"method\":{\"type\":\"card\",\"token\":\"tok_visa\"}}";

  @Test
  void fiveHundredHangingChargesLeaveOtherCallsQuick() throws Exception {
    try (RestEntry entry = new RestEntry()) {
      CompletableFuture<Object> released = new CompletableFuture<>();
      entry.routeSet.answer("charges", request -> released);
      entry.routeSet.answer("charge", Map.of("id", "pay_1"));
      List<CompletableFuture<HttpResponse<String>>> hanging = new ArrayList<>();
      for (int i = 0; i < HANGING; i++) {
        hanging.add(entry.sendAsync("/v1/charges", post(CHARGE)));
      }
      await().atMost(Duration.ofSeconds(30)).until(() -> entry.routeSet.handed.size() == HANGING);

      List<Long> nanos = new ArrayList<>();
      for (int i = 0; i < 21; i++) {
        long start = System.nanoTime();
        assertThat(entry.send("/healthz", HttpRequest.newBuilder().GET()).statusCode())
            .isEqualTo(200);
        assertThat(entry.send("/v1/charges/pay_1", RestEntry.get()).statusCode()).isEqualTo(200);
        nanos.add(System.nanoTime() - start);
      }
      assertThat(hanging).noneMatch(CompletableFuture::isDone);
      nanos.sort(null);
      assertThat(Duration.ofNanos(nanos.get(10))).isLessThan(Duration.ofMillis(100));

      assertThat(released.complete(Map.of("id", "pay_1", "outcome", "approved"))).isTrue();
      assertThat(hanging).allMatch(answer -> answer.join().statusCode() == 201);
    }
  }

  @Test
  void pipelinedRequestsOfOneConnectionAreAnsweredInTheirOrder() throws Exception {
    try (RestEntry entry = new RestEntry()) {
      CompletableFuture<Object> slow = new CompletableFuture<>();
      entry.routeSet.answer(
          "charge",
          request ->
              String.valueOf(request.body().get("payment")).equals("slow")
                  ? slow
                  : CompletableFuture.completedFuture(Map.of("id", "quick")));
      try (Socket socket = new Socket("localhost", entry.port)) {
        socket
            .getOutputStream()
            .write((get("slow") + get("quick")).getBytes(StandardCharsets.US_ASCII));
        await().until(() -> entry.routeSet.handed.size() == 1);
        assertThat(slow.complete(Map.of("id", "slow"))).isTrue();
        String answers = read(socket.getInputStream(), "\"quick\"");
        assertThat(answers.indexOf("\"slow\""))
            .isPositive()
            .isLessThan(answers.indexOf("\"quick\""));
      }
    }
  }

  @Test
  void whatIsNotHttpIsAnswered400AndTheEntryGoesOn() throws Exception {
    try (RestEntry entry = new RestEntry()) {
      for (String junk :
          List.of(
              "nonsense\r\n\r\n",
              "GET /healthz HTTP/1.1\r\n\r\n",
              "GET http://a/healthz HTTP/1.1\r\nHost: a\r\n\r\n",
              "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
              "GET /healthz HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(70_000) + "\r\n\r\n")) {
        try (Socket socket = new Socket("localhost", entry.port)) {
          socket.getOutputStream().write(junk.getBytes(StandardCharsets.US_ASCII));
          assertThat(read(socket.getInputStream(), "}"))
              .startsWith("HTTP/1.1 400")
              .contains("application/problem+json", "malformed_request");
        }
      }
      assertThat(entry.send("/healthz", HttpRequest.newBuilder().GET()).statusCode())
          .isEqualTo(200);
    }
  }

  private static String get(String id) {
    return "GET /v1/charges/"
        + id
        + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
        + RestEntry.API_KEY
        + "\r\n\r\n";
  }

  /** What comes until the text does, or until the end. */
  private static String read(InputStream in, String end) throws Exception {
    StringBuilder text = new StringBuilder();
    for (int b = in.read(); b >= 0; b = in.read()) {
      text.append((char) b);
      if (text.indexOf(end) >= 0) {
        break;
      }
    }
    return text.toString();
  }
}
