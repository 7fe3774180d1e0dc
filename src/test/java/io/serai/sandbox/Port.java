package io.serai.sandbox;

/** The sandbox's ports, each with the property {@code serai.sandbox.<name>} that changes it. */
enum Port {
  REST("rest-port", 8080, "the hub's REST API"),
  OPERATORS("operators-port", 8081, "the hub's operators' API"),
  ISO8583("iso8583-port", 8583, "the hub's ISO 8583 terminals"),
  DOUBLES("doubles-port", 8090, "the control of the provider doubles"),
  GATEWAY_A("gateway-a-port", 8091, "the double of gateway-a"),
  GATEWAY_B("gateway-b-port", 8092, "the double of gateway-b"),
  ISSUER_H("issuer-h-port", 8093, "the double of issuer-h"),
  VAN_A("van-a-port", 8094, "the double of van-a"),
  VAN_B("van-b-port", 8095, "the double of van-b"),
  STRIPE("stripe-port", 8100, "the double of stripe"),
  VAN_C("van-c-port", 8585, "the double of van-c"),
  ISSUER_K("issuer-k-port", 8586, "the double of issuer-k"),
  PAYPAL("paypal-port", 8098, "the double of paypal"),
  WEB_ORDERS("web-orders-port", 8099, "the double of the web-order service"),
  APPLE("apple-port", 8096, "the double of apple"),
  GOOGLE("google-port", 8097, "the double of google"),
  NETWORK("network-port", 8584, "the simulator of a card network"),
  CARD_NETWORK("card-network-port", 8587, "the card network that asks us as the issuer"),
  CARD_TRAFFIC("card-traffic-port", 8588, "the control of the card network"),
  POSTGRES("postgres-port", 15432, "PostgreSQL"),
  KAFKA("kafka-port", 19092, "Kafka"),
  SQS("sqs-port", 9324, "SQS");

  private final String property;
  private final int usual;
  private final String user;

  Port(String name, int usual, String user) {
    this.property = "serai.sandbox." + name;
    this.usual = usual;
    this.user = user;
  }

  String property() {
    return property;
  }

  int usual() {
    return usual;
  }

  /** Who listens on it, in words. */
  String user() {
    return user;
  }
}
