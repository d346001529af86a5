package io.pareidolia.bot.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What several checks have found. */
public record Report(List<Finding> findings) {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    public Report {
        findings = List.copyOf(findings);
    }

    /** True if nothing fails. */
    public boolean good() {
        return findings.stream().noneMatch(finding -> finding.grade() == Finding.Grade.FAIL);
    }

    /** {@code {"ok":true,"checks":[{"part":"store","grade":"ok","sentence":"…"}]}}, with a remedy where there is one. */
    public String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("ok", good());
        all.put("checks", findings.stream().map(Report::plain).toList());
        try {
            return JSON.writeValueAsString(all);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, String> plain(Finding finding) {
        Map<String, String> plain = new LinkedHashMap<>();
        plain.put("part", finding.part());
        plain.put("grade", finding.grade().name().toLowerCase(Locale.ROOT));
        plain.put("sentence", finding.sentence());
        finding.remedy().ifPresent(remedy -> plain.put("remedy", remedy));
        return plain;
    }
}
