package io.serai.routing.check;

import io.serai.provider.ProviderDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was read, for the checks to look at.
 *
 * @param folders what is checked
 * @param sources the route files and Kamelets that are YAML
 * @param steps the steps of all of them
 * @param formulas their expressions
 * @param calls their endpoints
 * @param kamelets the Kamelets by their names
 * @param providersFile {@code providers.yaml}, if it is YAML
 * @param providers its providers, if it has no mistakes
 * @param links the links of {@code links.yaml}, each with its place
 * @param settings what properties are set to
 * @param rules the reviewed lists
 * @param bench a context to compile and to look options up with; never started
 */
record Scene(
    Folders folders,
    List<Source> sources,
    List<Step> steps,
    List<Formula> formulas,
    List<Call> calls,
    Map<String, Kamelet> kamelets,
    Optional<Yaml> providersFile,
    Optional<Map<String, ProviderDefinition>> providers,
    Map<String, Place> links,
    Function<String, @Nullable String> settings,
    Rules rules,
    CamelContext bench) {

  /** The endpoints of one component. */
  Stream<Call> calls(String scheme) {
    return calls.stream().filter(call -> call.scheme().equals(scheme));
  }

  /** The Kamelet that a file defines. */
  Optional<Kamelet> kameletOf(Source source) {
    return kamelets.values().stream()
        .filter(kamelet -> kamelet.source().file().equals(source.file()))
        .findFirst();
  }
}
