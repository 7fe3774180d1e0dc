package io.serai.iso8583;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.core.env.Environment;

/**
 * Registers a bean for each link of {@code links.yaml}: {@code iso8583} and the link's name in one
 * word, such as {@code iso8583Terminals} for {@code terminals}.
 */
class LinkBeans implements BeanDefinitionRegistryPostProcessor, ApplicationContextAware {

  private @Nullable ApplicationContext context;

  @Override
  public void setApplicationContext(ApplicationContext context) {
    this.context = context;
  }

  @Override
  public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
    ApplicationContext spring = Objects.requireNonNull(context);
    Environment environment = spring.getEnvironment();
    Path routes = Path.of(environment.getProperty("serai.routes.folder", "routes"));
    Path kamelets = Path.of(environment.getProperty("serai.kamelets.folder", "kamelets"));
    Map<String, Packager> packagers = new HashMap<>();
    for (LinkConfig config : LinksFile.read(routes.resolve("links.yaml")).values()) {
      Packager packager =
          packagers.computeIfAbsent(config.packager(), name -> Packager.named(name, kamelets));
      Link link = new Link(config, packager, spring::publishEvent);
      registry.registerBeanDefinition(
          beanName(config.name()),
          BeanDefinitionBuilder.genericBeanDefinition(
                  LinkInitializer.class,
                  () -> new LinkInitializer(link, spring.getBean(AnswerMapper.class)))
              .getBeanDefinition());
    }
  }

  static String beanName(String link) {
    StringBuilder name = new StringBuilder("iso8583");
    for (String part : link.split("-", -1)) {
      if (!part.isEmpty()) {
        name.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
      }
    }
    return name.toString();
  }
}
