package io.serai.routing.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * C1, C10, R12: record formats beside the Kamelets, and who names them. BeanIO makes an object of
 * whatever class a format names, so a format names none but those that are reviewed.
 */
final class RecordFormatCheck implements Check {

  private static final String SUFFIX = ".beanio.xml";
  private static final String SCHEME = "kamelets:";
  private static final Set<String> CLASSES = Set.of("map", "io.serai.provider.tcp.EncodedText");
  private static final Set<String> STEPS = Set.of("marshal", "unmarshal");

  @Override
  public void look(Scene scene, Findings found) {
    List<Path> formats = formats(scene.folders().kamelets());
    Set<String> named = new HashSet<>();
    for (Step step : scene.steps()) {
      if (STEPS.contains(step.name())) {
        step.value().find("beanio").ifPresent(beanio -> named(beanio, formats, named, found));
      }
    }
    for (Path format : formats) {
      if (!named.contains(name(format))) {
        found.add(
            Rule.C10,
            Place.top(format),
            name(format),
            "no Kamelet names the record format " + name(format),
            "name it in a marshal: or unmarshal: of a Kamelet, or delete it");
      }
      classes(format, found);
    }
  }

  private static void named(Yaml beanio, List<Path> formats, Set<String> named, Findings found) {
    beanio
        .find("beanReaderErrorHandlerType")
        .ifPresent(type -> object(type.at(), type.texts().get(0).value(), found));
    beanio
        .find("mapping")
        .map(mapping -> mapping.texts().get(0))
        .ifPresent(
            mapping -> {
              String file = mapping.value().replaceFirst("^" + SCHEME, "");
              if (mapping.value().startsWith(SCHEME)
                  && formats.stream().anyMatch(format -> name(format).equals(file))) {
                named.add(file);
                return;
              }
              found.add(
                  Rule.C10,
                  mapping.at(),
                  mapping.value(),
                  "there is no record format '" + mapping.value() + "'",
                  "write kamelets:<name>" + SUFFIX + ", a file beside the Kamelets");
            });
  }

  private static void classes(Path format, Findings found) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try (InputStream in = Files.newInputStream(format)) {
      XMLStreamReader xml = factory.createXMLStreamReader(in);
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamReader.START_ELEMENT) {
          element(xml, place(format, xml), found);
        }
      }
    } catch (XMLStreamException e) {
      Place at =
          e.getLocation() == null
              ? Place.top(format)
              : new Place(format, e.getLocation().getLineNumber(), 1);
      found.add(Rule.C1, at, name(format), "this is no XML", "close each element and quote");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void element(XMLStreamReader xml, Place at, Findings found) {
    if (xml.getLocalName().equals("import")) {
      object(at, "import", found);
    }
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      String name = xml.getAttributeLocalName(i);
      String value = xml.getAttributeValue(i);
      // A type or a collection may be a class, too; their short names have no dot.
      boolean names =
          name.equals("class")
              ? !CLASSES.contains(value)
              : Set.of("type", "collection").contains(name) && value.contains(".");
      if (names) {
        object(at, value, found);
      }
    }
  }

  private static Place place(Path format, XMLStreamReader xml) {
    return new Place(format, xml.getLocation().getLineNumber(), 1);
  }

  private static void object(Place at, String subject, Findings found) {
    found.add(
        Rule.R12,
        at,
        subject,
        "'" + subject + "' makes an object of a class, or brings a format from elsewhere",
        "a record is class=\"map\"; text in another character set is a typeHandler of"
            + " io.serai.provider.tcp.EncodedText");
  }

  private static String name(Path format) {
    return String.valueOf(format.getFileName());
  }

  private static List<Path> formats(Path kamelets) {
    if (!Files.isDirectory(kamelets)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(kamelets)) {
      return new ArrayList<>(files.filter(file -> name(file).endsWith(SUFFIX)).sorted().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
