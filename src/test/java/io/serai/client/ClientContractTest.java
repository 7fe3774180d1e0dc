package io.serai.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The client's records and words are those of the contract, to the last of them. */
class ClientContractTest {

  private static JsonNode schemas() throws Exception {
    return new YAMLMapper()
        .readTree(Path.of("src/main/resources/openapi/serai.yaml").toFile())
        .at("/components/schemas");
  }

  static Stream<Arguments> records() {
    return Stream.of(
        Arguments.of(Method.class, "/Method"),
        Arguments.of(ChargeRequest.class, "/ChargeRequest"),
        Arguments.of(Charge.class, "/Charge"),
        Arguments.of(RefundRequest.class, "/RefundRequest"),
        Arguments.of(Refund.class, "/Refund"),
        Arguments.of(Providers.class, "/Providers"),
        Arguments.of(Providers.Provider.class, "/Providers/properties/providers/items"),
        Arguments.of(AppleReceiptRequest.class, "/AppleReceiptRequest"),
        Arguments.of(GoogleReceiptRequest.class, "/GoogleReceiptRequest"),
        Arguments.of(Receipt.class, "/Receipt"),
        Arguments.of(OrderPrices.class, "/OrderPrices"),
        Arguments.of(OrderPrices.PriceList.class, "/OrderPriceList"),
        Arguments.of(Order.class, "/Order"),
        Arguments.of(ApprovedOrder.class, "/ApprovedOrder"),
        Arguments.of(History.class, "/History"),
        Arguments.of(History.Entry.class, "/History/properties/entries/items"),
        Arguments.of(HubProblem.class, "/Problem"),
        Arguments.of(HubProblem.FieldError.class, "/Problem/properties/errors/items"));
  }

  @ParameterizedTest
  @MethodSource("records")
  void aRecordHasTheFieldsOfItsSchema(Class<?> type, String at) throws Exception {
    JsonNode schema = schemas().at(at);
    Set<String> required = texts(schema.path("required"));
    assertThat(names(type)).isEqualTo(names(schema.path("properties")));
    for (RecordComponent component : type.getRecordComponents()) {
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)
          && component.getType() != List.class) {
        assertThat(required).as("what may be absent is null").contains(wire(component));
      }
    }
  }

  /** The client does not offer what is not looked at. */
  @Test
  void anOrderHasNoPriceOfTheClients() throws Exception {
    Set<String> asked = names(schemas().at("/OrderRequest/properties"));
    asked.remove("price");
    assertThat(names(OrderRequest.class)).isEqualTo(asked);
  }

  @Test
  void statesAreThoseOfTheContractAndOneForThoseOfANewerHub() throws Exception {
    assertThat(words(ChargeState.values())).isEqualTo(of("/Charge/properties/state"));
    assertThat(words(RefundState.values())).isEqualTo(of("/Refund/properties/state"));
    assertThat(words(ReceiptState.values())).isEqualTo(of("/Receipt/properties/state"));
    assertThat(words(OrderStatus.values())).isEqualTo(of("/OrderStatus"));
  }

  private static Set<String> of(String at) throws Exception {
    Set<String> words = texts(schemas().at(at).path("enum"));
    words.add("other");
    return words;
  }

  private static Set<String> words(Enum<?>[] values) {
    Set<String> words = new TreeSet<>();
    Arrays.stream(values).forEach(value -> words.add(ClientJson.tree(value).asText()));
    return words;
  }

  private static Set<String> names(Class<?> type) {
    Set<String> names = new TreeSet<>();
    Arrays.stream(type.getRecordComponents()).forEach(one -> names.add(wire(one)));
    return names;
  }

  private static Set<String> names(JsonNode properties) {
    Set<String> names = new TreeSet<>();
    properties.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> texts(JsonNode list) {
    Set<String> texts = new TreeSet<>();
    list.forEach(one -> texts.add(one.asText()));
    return texts;
  }

  private static String wire(RecordComponent component) {
    return Objects.requireNonNull(
        PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(component.getName()));
  }
}
