//! Which definitions contain each other without a list or map between: there a box is needed.

/// The number of the circle that each definition is part of; definitions that are in none have a number of their own.
///
/// Tarjan's algorithm without recursion: chains of thousands of definitions are no rarity.
pub fn circles(edges: &[Vec<usize>]) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let count = edges.len();
    let (mut order, mut low, mut circle) = (vec![UNSEEN; count], vec![UNSEEN; count], vec![UNSEEN; count]);
    let (mut next, mut circles, mut open) = (0, 0, Vec::new());
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
                    } else if at(&circle, target) == UNSEEN {
                        let lowest = at(&low, node).min(at(&order, target));
                        set(&mut low, node, lowest);
                    }
                }
                None => {
                    if at(&low, node) == at(&order, node) {
                        while let Some(member) = open.pop() {
                            set(&mut circle, member, circles);
                            if member == node {
                                break;
                            }
                        }
                        circles += 1;
                    }
                    if let Some(&(parent, _)) = path.last() {
                        let lowest = at(&low, parent).min(at(&low, node));
                        set(&mut low, parent, lowest);
                    }
                }
            }
        }
    }
    circle
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
    use super::circles;

    #[test]
    fn definitions_that_contain_each_other_share_a_circle_and_others_do_not() {
        let circle = circles(&[vec![1], vec![2, 3], vec![0], vec![4], vec![4], vec![]]);
        assert!(circle[0] == circle[1] && circle[1] == circle[2]);
        assert!(circle[3] != circle[0] && circle[4] != circle[3] && circle[5] != circle[4]);
    }

    #[test]
    fn a_chain_of_a_hundred_thousand_definitions_has_no_circle() {
        let edges: Vec<Vec<usize>> = (0..100_000).map(|index| vec![index + 1]).collect();
        let mut circle = circles(&edges);
        circle.sort_unstable();
        circle.dedup();
        assert_eq!(circle.len(), 100_000);
    }
}
