package io.serai.rest;

import static io.serai.rest.RestEntry.get;
import static io.serai.rest.RestEntry.json;
import static io.serai.rest.RestEntry.post;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** Compressed bodies in and out over a real socket (S3.11). */
@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
class RestGzipTest {

  private static final String CHARGE =
      """
      {"amount": 1000, "currency": "JPY", "method": {"type": "card", "token": "tok_visa"}}
      """;

  private final RestEntry entry;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  RestGzipTest() throws Exception {
    entry = new RestEntry();
  }

  @AfterAll
  void stop() {
    entry.close();
  }

  @BeforeEach
  void approving() {
    entry.routeSet.handed.clear();
    entry.routeSet.answer(
        "charges", Map.of("id", "pay_1", "state", "approved", "outcome", "approved"));
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    }
    return bytes.toByteArray();
  }

  private HttpResponse<String> charge(String encoding, byte[] body) {
    return entry.send(
        "/v1/charges",
        post("").header("Content-Encoding", encoding).POST(BodyPublishers.ofByteArray(body)));
  }

  @Test
  void aCompressedBodyIsReadAsIfItWerePlain() throws IOException {
    assertThat(charge("gzip", gzip(CHARGE.getBytes(StandardCharsets.UTF_8))).statusCode())
        .isEqualTo(201);
    assertThat(entry.routeSet.last().body().get("amount")).isEqualTo(1000L);
  }

  @Test
  void aBodyThatGrowsBeyondTheLimitIsRefusedWithoutGrowing() throws IOException {
    byte[] bomb = gzip(new byte[40 * 1024 * 1024]);
    assertThat(bomb.length).isLessThan(64 * 1024);

    HttpResponse<String> response = charge("gzip", bomb);

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(json(response).path("code").asText()).isEqualTo("body_too_large");
    assertThat(json(response).path("detail").asText())
        .isEqualTo("The body is longer than 65536 bytes.");
    assertThat(entry.routeSet.handed).isEmpty();
  }

  @Test
  void whatIsNoGzipIsToldSo() throws IOException {
    byte[] whole = gzip(CHARGE.getBytes(StandardCharsets.UTF_8));
    for (byte[] body :
        List.of(
            CHARGE.getBytes(StandardCharsets.UTF_8), Arrays.copyOf(whole, 20), new byte[] {1})) {
      HttpResponse<String> response = charge("gzip", body);
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(json(response).path("detail").asText())
          .isEqualTo("the body is not in gzip, or breaks off");
    }
    HttpResponse<String> other = charge("br", whole);
    assertThat(other.statusCode()).isEqualTo(415);
    assertThat(json(other).path("detail").asText())
        .isEqualTo("send the body with 'Content-Encoding: gzip', or without that header");
    assertThat(entry.routeSet.handed).isEmpty();
  }

  @Test
  void aLongAnswerIsCompressedForWhomTakesIt() throws Exception {
    entry.routeSet.answer(
        "history",
        Map.of(
            "id",
            "pay_1",
            "entries",
            IntStream.range(0, 100)
                .mapToObj(i -> Map.of("seq", i, "event", "attempt-started"))
                .toList()));
    HttpResponse<byte[]> packed = history("gzip, deflate, br");
    assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
    String text =
        new String(
            new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes(),
            StandardCharsets.UTF_8);
    assertThat(text).startsWith("{\"id\":\"pay_1\"").contains("\"seq\":99");
    assertThat(packed.body().length).isLessThan(text.length() / 4);

    for (String none : List.of("identity", "br", "deflate")) {
      HttpResponse<byte[]> plain = history(none);
      assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
      assertThat(new String(plain.body(), StandardCharsets.UTF_8)).isEqualTo(text);
    }
  }

  @Test
  void aShortAnswerStaysAsItIs() {
    HttpResponse<String> response =
        entry.send("/v1/charges", post(CHARGE).header("Accept-Encoding", "gzip"));
    assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(response.statusCode()).isEqualTo(201);
  }

  private HttpResponse<byte[]> history(String accepts) throws Exception {
    HttpRequest request =
        get()
            .uri(entry.uri("/v1/payments/pay_1/history"))
            .header("Accept-Encoding", accepts)
            .build();
    return client.send(request, BodyHandlers.ofByteArray());
  }
}
