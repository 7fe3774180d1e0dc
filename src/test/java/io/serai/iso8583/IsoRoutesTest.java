package io.serai.iso8583;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.payment.CardNumber;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The content rules of the shipped route set, with a double where the engine is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class IsoRoutesTest {

  private final DefaultCamelContext context = new DefaultCamelContext();
  private ProducerTemplate caller;

  @BeforeAll
  void start() throws Exception {
    // entry: is a consumer by name here, which is what direct: is.
    context.addComponent("entry", context.getComponent("direct"));
    context.addComponent(
        "payment",
        new EntryDouble(
            (operation, exchange, done) -> {
              exchange.getMessage().setBody(operation);
              done.run();
            }));
    for (String name : new String[] {"authorizations", "approvals", "reversals", "network"}) {
      PluginHelper.getRoutesLoader(context)
          .loadRoutes(
              ResourceHelper.resolveMandatoryResource(
                  context, "file:routes/online/" + name + ".camel.yaml"));
    }
    context.start();
    caller = context.createProducerTemplate();
  }

  @AfterAll
  void stop() {
    context.stop();
  }

  @ParameterizedTest
  @CsvSource({
    "0100, 4111111111111111, 000000, JPY, authorize{providers=issuer-h}",
    "0200, 4111111111111111, 000000, JPY, authorize{providers=issuer-h}",
    "0100, 9999990000000004, 000000, JPY, authorize{providers=floor}",
    "0101, 9999990000000004, 003000, USD, authorize{providers=floor}",
    "0200, 9999990000000004, 000000, JPY, charge{providers=floor}",
    "0201, 9999990000000004, 000000, JPY, charge{providers=floor}",
    "0100, 3530111333300000, 000000, JPY, authorize{providers=issuer-k}",
    "'0100', 5555555555554444, 000000, KRW, 'authorize{afterUnknown=stop, providers=van-a,van-b,van-c, strategy=fee-weighted}'",
    "'0200', 2223000048400011, 000000, KRW, 'charge{afterUnknown=stop, providers=van-a,van-b,van-c, strategy=fee-weighted}'",
    "'0200', 378282246310005, 000000, KRW, 'charge{afterUnknown=stop, providers=van-a,van-b,van-c, strategy=fee-weighted}'",
    "0100, 6011111111111117, 000000, JPY, 15",
    "0100, 0411111111111111, 000000, JPY, 15",
    "0100, 0999990000000004, 000000, JPY, 15",
    "0100, 9998990000000004, 000000, JPY, 15",
    "0200, 001000000000, 920000, KRW, authorize{providers=van-a}",
    "0100, 4111111111111111, 010000, JPY, 12",
    "0100, 4111111111111111, 200000, JPY, 12",
    "0100, 4111111111111111, 000000, COU, 12"
  })
  void contentDecides(String mti, String pan, String code, String currency, String decided) {
    CardNumber card = CardNumber.of(pan, "DE2");
    Map<String, Object> body = new HashMap<>();
    body.put("mti", mti);
    body.put("processing_code", code);
    body.put("currency", currency);
    body.put("method", Map.of("type", "card", "bin", card.bin(), "pan", card));
    assertThat(caller.requestBody("entry:authorizations", body)).isEqualTo(decided);
  }

  @Test
  void reversalsAreTheEnginesAndNetworkMessagesAreAnswered() {
    assertThat(caller.requestBody("entry:reversals", Map.of("mti", "0400"))).isEqualTo("reversal");
    assertThat(caller.requestBody("entry:network", Map.of("mti", "0800"))).isEqualTo("00");
  }
}
