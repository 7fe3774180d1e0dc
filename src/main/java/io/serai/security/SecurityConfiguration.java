package io.serai.security;

import io.serai.payment.ErrorCode;
import io.serai.payment.Problem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The operators' port: every path needs an operator's credential, all but the probes' health. No
 * sessions and no cookies, so there is nothing that another site could ride on and no CSRF token.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  @Bean
  PasswordEncoder passwordEncoder() {
    return new BCryptPasswordEncoder();
  }

  @Bean
  SecurityFilterChain operatorsPort(HttpSecurity http, ProblemWriter problems) throws Exception {
    String operator = Operators.Role.OPERATOR.name();
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(HttpMethod.GET, "/actuator/health/**")
                    .permitAll()
                    .requestMatchers(HttpMethod.GET)
                    .authenticated()
                    .anyRequest()
                    .hasRole(operator))
        .httpBasic(basic -> basic.authenticationEntryPoint(problems::unauthorized))
        .exceptionHandling(
            errors ->
                errors
                    .authenticationEntryPoint(problems::unauthorized)
                    .accessDeniedHandler(
                        (request, response, e) ->
                            problems.write(
                                response,
                                Problem.of(
                                    ErrorCode.FORBIDDEN, "This needs the role of an operator."))))
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .headers(Customizer.withDefaults())
        .build();
  }
}
