//! Strongly connected components of a graph.

/// The number of each node's component: nodes that reach each other have the same number. `edges` are the targets of
/// every node, by index.
///
/// Tarjan's algorithm without recursion, because chains of thousands of definitions occur.
pub fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let count = edges.len();
    let (mut order, mut low, mut component) = (vec![UNSEEN; count], vec![UNSEEN; count], vec![UNSEEN; count]);
    let (mut next, mut found, mut open) = (0, 0, Vec::new());
    for start in 0..count {
        let mut path: Vec<(usize, usize)> = if at(&order, start) == UNSEEN { vec![(start, 0)] } else { Vec::new() };
        while let Some((node, edge)) = path.pop() {
            if edge == 0 {
                set(&mut order, node, next);
                set(&mut low, node, next);
                next += 1;
                open.push(node);
            }
            match edges.get(node).and_then(|targets| targets.get(edge)) {
                Some(&target) => {
                    path.push((node, edge + 1));
                    if at(&order, target) == UNSEEN {
                        path.push((target, 0));
                    } else if at(&component, target) == UNSEEN {
                        let lowest = at(&low, node).min(at(&order, target));
                        set(&mut low, node, lowest);
                    }
                }
                None => {
                    if at(&low, node) == at(&order, node) {
                        while let Some(member) = open.pop() {
                            set(&mut component, member, found);
                            if member == node {
                                break;
                            }
                        }
                        found += 1;
                    }
                    if let Some(&(parent, _)) = path.last() {
                        let lowest = at(&low, parent).min(at(&low, node));
                        set(&mut low, parent, lowest);
                    }
                }
            }
        }
    }
    component
}

fn at(list: &[usize], index: usize) -> usize {
    list.get(index).copied().unwrap_or(usize::MAX)
}

fn set(list: &mut [usize], index: usize, value: usize) {
    if let Some(slot) = list.get_mut(index) {
        *slot = value;
    }
}

#[cfg(test)]
mod tests {
    use super::components;

    #[test]
    fn nodes_that_lead_to_each_other_share_a_component_and_others_do_not() {
        let component = components(&[vec![1], vec![2, 3], vec![0], vec![4], vec![4], vec![]]);
        assert!(component[0] == component[1] && component[1] == component[2]);
        assert!(component[3] != component[0] && component[4] != component[3] && component[5] != component[4]);
    }

    #[test]
    fn a_chain_of_a_hundred_thousand_nodes_has_no_component_of_two() {
        let edges: Vec<Vec<usize>> = (0..100_000).map(|index| vec![index + 1]).collect();
        let mut component = components(&edges);
        component.sort_unstable();
        component.dedup();
        assert_eq!(component.len(), 100_000);
    }
}
