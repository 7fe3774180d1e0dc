package io.serai.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.payment.ExchangeKeys;
import io.serai.payment.PinBlock;
import io.serai.payment.SendBy;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** PIN blocks on their way to a network's host, over real sockets. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class PinLinkTest {

  private static final String CAME = "0412AC89ABCDEF67";
  private static final String GOES = "76FEDCBA98CA2140";

  @Test
  void aBlockGoesOutAsTheTranslationMadeItAndIsNeverLogged(CapturedOutput log) throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    PinTranslation translation =
        (block, card, from, to) -> {
          asked.add(from + " " + to + " " + card);
          return CompletableFuture.supplyAsync(() -> new PinBlock(HexFormat.of().parseHex(GOES)));
        };
    try (NetworkHost host = NetworkHost.start();
        TestLinks links = dialing(host)) {
      Exchange exchange = ask(links, translation);
      assertThat(exchange.getException()).isNull();
      assertThat(exchange.getMessage().getBody(String.class)).contains("39=00");
      assertThat(purchases(host)).hasSize(1);
      assertThat(purchases(host).get(0).field(52)).isEqualTo(GOES);
      assertThat(asked).containsExactly("terminals van 411111******1111");
    }
    assertThat(log).doesNotContain(CAME, GOES);
  }

  @Test
  void withoutTranslationNothingIsSent(CapturedOutput log) throws Exception {
    try (NetworkHost host = NetworkHost.start();
        TestLinks links = dialing(host)) {
      Exchange exchange = ask(links, null);
      assertThat(exchange.getException()).isInstanceOf(NotTranslatedException.class);
      assertThat(purchases(host)).isEmpty();
    }
    assertThat(log).contains("there is no PinTranslation").doesNotContain(CAME);
  }

  @Test
  void aTranslationThatComesTooLateSendsNothing() throws Exception {
    CompletableFuture<PinBlock> made = new CompletableFuture<>();
    try (NetworkHost host = NetworkHost.start();
        TestLinks links = dialing(host)) {
      SendBy sendBy = SendBy.within(Duration.ofMillis(300), Clock.systemUTC());
      Exchange exchange = ask(links, (block, card, from, to) -> made, sendBy);
      assertThat(exchange.getException()).isInstanceOf(NotSentException.TooLateToSend.class);
      made.complete(new PinBlock(HexFormat.of().parseHex(GOES)));
      // What was sent before an echo test is there before it.
      links
          .links
          .link("van")
          .connections()
          .forEach(connection -> connection.execute(connection.session()::idle));
      await().atMost(Duration.ofSeconds(30)).until(() -> host.signals("301") == 1);
      assertThat(purchases(host)).isEmpty();
    }
  }

  private static List<IsoMessage> purchases(NetworkHost host) {
    return host.requests().stream().filter(r -> r.mti().equals("0200")).toList();
  }

  private static TestLinks dialing(NetworkHost host) {
    return new TestLinks(
        TestLinks.parse(
            "links: { van: { tenant: acme, mode: dial, address: '127.0.0.1:"
                + host.port()
                + "' } }"));
  }

  private static Exchange ask(TestLinks links, @Nullable PinTranslation translation)
      throws Exception {
    return ask(links, translation, null);
  }

  private static Exchange ask(
      TestLinks links, @Nullable PinTranslation translation, @Nullable SendBy sendBy)
      throws Exception {
    try (DefaultCamelContext context = links.context()) {
      if (translation != null) {
        context.getRegistry().bind("hsm", PinTranslation.class, translation);
      }
      context.start();
      try (AsyncProducer producer = context.getEndpoint("iso8583:van").createAsyncProducer()) {
        producer.start();
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () ->
                    links.links.link("van").connections().stream().anyMatch(LinkConnection::isUp));
        Exchange exchange = new DefaultExchange(context);
        exchange.setProperty(ExchangeKeys.LINK, "terminals");
        exchange.setProperty(ExchangeKeys.SEND_BY, sendBy);
        exchange
            .getIn()
            .setBody(
                Map.of(
                    "mti",
                    "0200",
                    "2",
                    Samples.PAN,
                    "4",
                    "000000001000",
                    "41",
                    "TERM0001",
                    "52",
                    CAME));
        return Objects.requireNonNull(producer.processAsync(exchange).get());
      }
    }
  }
}
