/** Whether the dialog for a new chat is open, from wherever it was asked for. */
import { create } from 'zustand';

export const useNewChat = create<{ readonly open: boolean }>(() => ({ open: false }));

export function openNewChat(): void {
  useNewChat.setState({ open: true });
}

export function closeNewChat(): void {
  useNewChat.setState({ open: false });
}
