package seen

import (
	"bytes"
	"fmt"
	"strings"
)

// metrics writes what there is to count in the text form of Prometheus, version 0.0.4.
func (p *Page) metrics(b *bytes.Buffer) {
	m := metrics{b}
	lists := p.Lists()
	m.head("banxin_farm_jobs", "gauge", "Jobs of a list by state.")
	for _, l := range lists {
		for _, s := range []struct {
			state string
			n     int
		}{{"done", l.Done}, {"left", l.Left}, {"dead", l.Dead}, {"blocked", l.Blocked}, {"cancelled", l.Cancelled}} {
			m.value("banxin_farm_jobs", float64(s.n), "list", l.List, "state", s.state)
		}
	}
	m.head("banxin_farm_late_jobs", "gauge", "Jobs of a list that are, or will be, late.")
	for _, l := range lists {
		m.value("banxin_farm_late_jobs", float64(len(l.Late)), "list", l.List)
	}
	m.head("banxin_farm_list_pages", "gauge", "Pages of a list that are set.")
	for _, l := range lists {
		m.value("banxin_farm_list_pages", float64(l.Pages), "list", l.List)
	}
	m.head("banxin_farm_list_cpu_seconds", "gauge", "Processor time of the jobs of a list that are done.")
	for _, l := range lists {
		m.value("banxin_farm_list_cpu_seconds", l.CPU, "list", l.List)
	}
	m.head("banxin_farm_queue_jobs", "gauge", "Jobs in the queue.")
	for _, q := range p.Queue() {
		m.value("banxin_farm_queue_jobs", float64(q.Waiting), "version", q.Engine, "state", "waiting")
		m.value("banxin_farm_queue_jobs", float64(q.Running), "version", q.Engine, "state", "running")
	}
	workers, c := p.Crew()
	m.head("banxin_farm_worker_slots", "gauge", "Jobs that a worker can do at a time.")
	for _, w := range workers {
		m.value("banxin_farm_worker_slots", float64(w.Slots), "worker", w.Name)
	}
	m.head("banxin_farm_worker_busy", "gauge", "Jobs that a worker does.")
	for _, w := range workers {
		m.value("banxin_farm_worker_busy", float64(w.Busy), "worker", w.Name)
	}
	for _, s := range []struct {
		name, help string
		v          float64
	}{
		{"done", "Jobs done since the hub began.", float64(c.Done)},
		{"failures", "Tries that failed since the hub began.", float64(c.Failed)},
		{"deaths", "Jobs given up since the hub began.", float64(c.Dead)},
		{"unlike", "Jobs that came out different the second time: a fault of banxin.", float64(c.Unlike)},
		{"waits", "Times that a worker had to wait for the store or a disk.", float64(c.Waiting)},
		{"pages", "Pages set since the hub began.", float64(c.Pages)},
		{"cpu_seconds", "Processor time of jobs done since the hub began.", c.CPU},
	} {
		m.head("banxin_farm_"+s.name+"_total", "counter", s.help)
		m.value("banxin_farm_"+s.name+"_total", s.v)
	}
}

type metrics struct{ b *bytes.Buffer }

func (m metrics) head(name, kind, help string) {
	fmt.Fprintf(m.b, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind)
}

// quoted are the characters that a label's value cannot hold as they are.
var quoted = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)

func (m metrics) value(name string, v float64, labels ...string) {
	m.b.WriteString(name)
	for i := 0; i < len(labels); i += 2 {
		fmt.Fprintf(m.b, `%s%s="%s"`, map[bool]string{true: "{", false: ","}[i == 0], labels[i], quoted.Replace(labels[i+1]))
	}
	if len(labels) > 0 {
		m.b.WriteString("}")
	}
	fmt.Fprintf(m.b, " %g\n", v)
}
