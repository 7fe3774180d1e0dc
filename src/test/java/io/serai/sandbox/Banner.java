package io.serai.sandbox;

import java.nio.file.Path;

/** What the sandbox prints once everything is ready. */
final class Banner {

  private static final String TEXT =
      """

      Serai sandbox is ready. Ctrl-C stops everything.

        REST API         http://localhost:@REST@       contract: http://localhost:@REST@/docs
        Operators' API   http://localhost:@OPERATORS@       user sandbox, password in @PASSWORD@
        ISO 8583         localhost:@ISO8583@
        Doubles          http://localhost:@DOUBLES@       PUT /doubles/{provider}/behaviour
          gateway-a      http://localhost:@GATEWAY_A@
          gateway-b      http://localhost:@GATEWAY_B@
          issuer-h       http://localhost:@ISSUER_H@
          issuer-k       localhost:@ISSUER_K@            ISO 8583, dialed by the hub
          paypal         http://localhost:@PAYPAL@       the payer: POST /payer/{PayPal order}/approve
          web-orders     http://localhost:@WEB_ORDERS@
          van-a          localhost:@VAN_A@            fixed-length records
          van-b          http://localhost:@VAN_B@
          stripe         http://localhost:@STRIPE@
          van-c          localhost:@VAN_C@            ISO 8583, dialed by the hub
          apple          http://localhost:@APPLE@       docs/receipts.md
          google         http://localhost:@GOOGLE@
        Card network     localhost:@NETWORK@            a host that the hub dials; tail -f @FOLDER@/logs/network.log
        Our own cards    localhost:@CARD_NETWORK@            a network that asks us as their issuer, steered at http://localhost:@CARD_TRAFFIC@
        PostgreSQL       jdbc:postgresql://localhost:@POSTGRES@/serai?user=serai&password=serai
        Kafka            localhost:@KAFKA@
        SQS              http://localhost:@SQS@       queues serai-renewals, serai-renewals-dead
        API key          @KEY@
        Logs and pids    @FOLDER@/logs, @FOLDER@/pids

      Copy and try:
        curl -s http://localhost:@REST@/v1/charges -H 'Authorization: Bearer @KEY@' -H 'Idempotency-Key: try-1' -H 'Content-Type: application/json' -d '{"amount": 1000, "currency": "JPY", "method": {"type": "card", "token": "tok_visa", "brand": "visa"}, "reference": "order-1"}' | tee @FOLDER@/charge.json
        curl -s http://localhost:@REST@/v1/charges/$(sed -E 's/.*"id": *"([^"]+)".*/\\1/' @FOLDER@/charge.json)/refunds -H 'Authorization: Bearer @KEY@' -H 'Idempotency-Key: try-2' -H 'Content-Type: application/json' -d '{"amount": 400}'
        @FOLDER@/serai charge --amount 1000 --currency JPY --token tok_visa --brand visa
        @FOLDER@/serai iso send --to localhost:@ISO8583@ --mti 0100 --pan 4111111111111111 --amount 1000 --currency JPY
        @FOLDER@/serai iso send --link network --mti 0800
        curl -s 'http://localhost:@CARD_TRAFFIC@/cards?from=1&to=5'
        curl -sX POST 'http://localhost:@CARD_TRAFFIC@/ask?card=1&amount=1200'
        curl -sNX POST 'http://localhost:@CARD_TRAFFIC@/traffic?cards=1000&seconds=60'
        curl -s http://localhost:@SQS@/000000000000/serai-renewals -d Action=SendMessage --data-urlencode 'MessageBody={"subscription": "sub_1", "period": "2026-12", "amount": 980, "currency": "JPY", "method": {"type": "card", "token": "tok_visa", "brand": "visa"}}'
      """;

  private Banner() {}

  static String of(SandboxSettings settings, Secrets secrets) {
    String text = TEXT;
    for (Port port : Port.values()) {
      text = text.replace("@" + port.name() + "@", String.valueOf(settings.port(port)));
    }
    return text.replace("@KEY@", secrets.apiKey())
        .replace("@PASSWORD@", shown(settings, secrets.operatorPasswordFile()))
        .replace("@FOLDER@", shown(settings, settings.folder()));
  }

  /** As seen from the project's folder, where the banner is read. */
  private static String shown(SandboxSettings settings, Path path) {
    Path project = settings.project();
    return String.valueOf(path.startsWith(project) ? project.relativize(path) : path);
  }
}
