package io.serai.provider;

/**
 * A provider that can be asked.
 *
 * @param definition what {@code providers.yaml} says of it
 * @param rail how it is reached
 * @param table how its answers are classified
 */
public record Provider(ProviderDefinition definition, Rail rail, OutcomeTable table) {

  /** Its name in routes. */
  public String name() {
    return definition.name();
  }
}
