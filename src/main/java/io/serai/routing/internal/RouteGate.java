package io.serai.routing.internal;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import io.serai.routing.check.Finding;
import io.serai.routing.check.Folders;
import io.serai.routing.check.RouteCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.Environment;

/**
 * Lets the hub start only with routes that pass the check, before it connects to anything. It says
 * all findings at once.
 *
 * @param environment which says where the routes are and what properties are set to
 */
record RouteGate(Environment environment)
    implements BeanDefinitionRegistryPostProcessor, PriorityOrdered {

  @Override
  public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
    var folders =
        new Folders(
            Path.of(environment.getProperty("serai.routes.folder", "routes")),
            Path.of(environment.getProperty("serai.kamelets.folder", "kamelets")));
    List<Finding> findings = new RouteCheck(environment::getProperty).check(folders);
    if (!findings.isEmpty()) {
      throw new SeraiException(
          ErrorCode.CONFIGURATION,
          "the routes do not load, because of "
              + findings.size()
              + (findings.size() == 1 ? " finding:\n" : " findings:\n")
              + findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
    }
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
    // The definitions alone decide.
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }
}
